import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, read } from './support/sources.mjs';

const scripts = files('js', '.js');
const styles = files('css', '.css');

test('nothing needs more than the strictest content policy', () => {
    const html = [['index.html', read('index.html')], ['example.html', read('example.html')]];
    for (const [name, text] of html) {
        assert.doesNotMatch(text, /<style|\sstyle=|\son\w+=/i, name);
        for (const [, attributes, body] of text.matchAll(/<script([^>]*)>([^<]*)/g)) {
            assert.match(attributes, /src=/, name);
            assert.equal(body.trim(), '', name);
        }
    }
    for (const [name, text] of scripts) {
        assert.doesNotMatch(text, /\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write/, name);
        assert.doesNotMatch(text, /setAttribute\('style'|https?:\/\/(?!www\.w3\.org)/, name);
    }
});

test('the wire never touches the page', () => {
    const wire = ['protocol', 'requests', 'replica', 'orders', 'merge-patch', 'signing-text', 'backoff'];
    for (const name of wire) {
        assert.doesNotMatch(read(`js/${name}.js`), /\bdocument\.|\bwindow\.|dom\.js/, name);
    }
});

test('colours and type come from the tokens', () => {
    const tokens = read('css/tokens.css');
    for (const [name, text] of styles) {
        for (const [, token] of text.matchAll(/var\((--[\w-]+)/g)) {
            const known = tokens.includes(`${token}:`) || token === '--tile-width';
            assert.ok(known, `${name} uses ${token}, which is no token`);
        }
        if (name.endsWith('tokens.css')) continue;
        assert.doesNotMatch(text, /#[0-9a-f]{3,8}\b|rgba?\(|hsl\(|gradient|font-family: (?!var)/i, name);
    }
});

test('every style sheet is linked and every icon that is named is drawn', () => {
    const html = read('index.html');
    for (const [name] of styles) assert.ok(html.includes(`/${name}`), name);
    const icons = read('icons.svg');
    const named = scripts.flatMap(([, text]) => [...text.matchAll(/[iI]con\('([\w-]+)'\)/g)]);
    for (const [, name] of named) assert.ok(icons.includes(`id="${name}"`), `no icon ${name}`);
});

test('every import leads to a file', () => {
    const known = new Set(scripts.map(([name]) => name));
    for (const [name, text] of scripts) {
        for (const [, target] of text.matchAll(/from '(\.[^']+)'/g)) {
            const path = new URL(target, `file:///${name}`).pathname.slice(1);
            assert.ok(known.has(path), `${name} imports ${target}`);
        }
    }
});

test('files stay readable: at most 330 lines of at most 110 columns', () => {
    for (const [name, text] of scripts) {
        const lines = text.split('\n');
        assert.ok(lines.length <= 330, `${name} has ${lines.length} lines`);
        for (const line of lines) assert.ok(line.length <= 110, `${name}: ${line}`);
    }
});
