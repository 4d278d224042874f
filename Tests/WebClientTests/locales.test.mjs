import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as bench from '../../Sources/WebClient/js/bench.js';
import { shortCodes } from '../../Sources/WebClient/js/codes.js';
import { languages, parts } from '../../Sources/WebClient/js/i18n.js';
import { files, read, root } from './support/sources.mjs';

/** The sentences of a language, all its files together. */
const sentencesOf = (language) => Object.assign(
    {}, ...parts.map((part) => JSON.parse(read(`locales/${language}${part}.json`))));
const locales = Object.fromEntries(
    Object.keys(languages).map((language) => [language, sentencesOf(language)]));
const source = files('js', '.js').map(([, text]) => text).join('\n');
const protocol = read('../Signaling/PROTOCOL.md');

/** How wide a text is: a Chinese character takes the place of two letters. */
const widthOf = (text) => [...text].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0);

/** Texts in boxes that do not grow, by the beginning of their key: the most that fits in them. */
const widthMax = {
    'controls.': 20, 'role.': 28, 'hearing.': 18, 'record.explain.': 320, 'record.': 16, 'tile.': 30,
    'stage.empty.': 40,
};
const sentenceWidthMax = 320;

test('every file of sentences is one that pages load, and no two have a key in common', () => {
    const expected = Object.keys(languages).flatMap(
        (language) => parts.map((part) => `locales/${language}${part}.json`));
    assert.deepEqual(files('locales', '').map(([name]) => name).sort(), expected.sort());
    for (const language of Object.keys(languages)) {
        const keys = parts.flatMap(
            (part) => Object.keys(JSON.parse(read(`locales/${language}${part}.json`))));
        assert.equal(new Set(keys).size, keys.length, language);
    }
});

test('all languages have the same sentences with the same places, none of them empty', () => {
    for (const part of parts) {
        const [one, ...others] = Object.keys(languages).map(
            (language) => JSON.parse(read(`locales/${language}${part}.json`)));
        for (const other of others) assert.deepEqual(Object.keys(other), Object.keys(one));
    }
    const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const [key, sentence] of Object.entries(locales.en)) {
        for (const [language, sentences] of Object.entries(locales)) {
            assert.ok(sentences[key].trim(), `${language} ${key}`);
            assert.deepEqual(places(sentences[key]), places(sentence), `${language} ${key}`);
        }
    }
});

test('Chinese is written with Chinese signs, English without', () => {
    for (const key of Object.keys(locales.en)) {
        assert.doesNotMatch(locales['zh-Hans'][key], /[一-鿿][,.;:!?]|[「」]/, key);
        assert.doesNotMatch(locales['zh-Hant'][key], /[一-鿿][,.;:!?]|[“”]/, key);
        assert.doesNotMatch(locales.en[key], /[一-鿿，。；：！？（）]/, key);
    }
});

test('traditional Chinese is written in traditional characters and in its own words', () => {
    const simplified = /[个们为书传证讼请说话诉该认识让许语读谁调谢议记设备关闭开连进还这过运达远选迟适听声响员间问闻门题页顺须预领频显颜类处头实审宽将对专业东两严丧临义乐习乡买争产亲亿从仅仓仪价众优会伤伟伪体余佣来侠侧债倾储儿兰兴养兽军农决况冻净减几凭击划则刚创删别剂剑剥剧劝办务动励劳势勋区医华协单卖卫却厂厅历厉压厌县双变叠叶号吗启员呜咏响哑唤问围国图圆圣场块坚坏块声壳处备复够夹夺奋奖妇妈娱孙学宁宝实宠审宪宫宽对寻导寿将尔尘尝层属岁岂岗岛币师带帮广庄庆库应庙废异弃张弯弹强归当录彻径忆态总恒恶悬惊惧惨惩惯愤愿户扑执扩扫扬抚抛抢护报担拟拥择挂挡损换据]/;
    const mainland = /视频|屏幕|窗口|刷新|链接|登录|软件|程序打开|服务器|視頻|屏幕|窗口|鏈接|登錄|軟件|服務器|短信|屏幕/;
    for (const [key, sentence] of Object.entries(locales['zh-Hant'])) {
        assert.doesNotMatch(sentence, simplified, key);
        assert.doesNotMatch(sentence, mainland, key);
    }
});

test('no text is wider than its place', () => {
    for (const [language, sentences] of Object.entries(locales)) {
        for (const [key, sentence] of Object.entries(sentences)) {
            const place = Object.keys(widthMax).find((prefix) => key.startsWith(prefix));
            const max = widthMax[place] ?? sentenceWidthMax;
            assert.ok(widthOf(sentence) <= max, `${language} ${key}: ${widthOf(sentence)} > ${max}`);
        }
    }
});

test('every key that the code names has a sentence', () => {
    const named = [...source.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => key);
    assert.ok(named.length > 80);
    for (const key of named) assert.ok(key in locales.en, `no sentence for ${key}`);
});

test('every sentence is used', () => {
    const literals = new Set([...source.matchAll(/'([\w.-]+)'/g)].map(([, text]) => text));
    const prefixes = [...source.matchAll(/`([a-zA-Z]+\.[\w.]*)\$\{/g)].map(([, prefix]) => prefix);
    prefixes.push(...['refusal.', 'notice.', 'role.', 'order.']);
    for (const key of Object.keys(locales.en)) {
        const used = literals.has(key) || prefixes.some((prefix) => key.startsWith(prefix));
        assert.ok(used, `${key} is never shown`);
    }
});

test('every code of the protocol has a sentence', () => {
    const codes = new Set([...protocol.matchAll(/`((?:[a-z][A-Za-z]*\.)[a-z][A-Za-z0-9]*)`/g)]
        .map(([, code]) => code)
        .filter((code) => !/^(record|yunting)\.(elapsed|at|cause|v1)$/.test(code))
        // Members of the state, named in the text by their path.
        .filter((code) => !/^(hearing|me|params)\./.test(code)));
    for (const code of ['link.unknown', 'order.stale', 'sdp.noVp8', 'seat.secondTab', 'record.trouble']) {
        assert.ok(codes.has(code), `the test no longer finds ${code} in PROTOCOL.md`);
    }
    assert.ok(codes.size >= 40);
    for (const code of codes) {
        const known = `refusal.${code}` in locales.en || `notice.${code}` in locales.en;
        assert.ok(known, `no sentence for ${code}`);
    }
});

/** The codes of the law, as its source lists them. */
function lawCodes() {
    const hearing = join(root, '../Hearing');
    const path = readdirSync(hearing, { recursive: true }).map(String)
        .find((name) => name.endsWith('Refusal.swift'));
    return [...read(join('../Hearing', path)).matchAll(/case \w+ = "(order\.\w+)"/g)]
        .map(([, code]) => code);
}

test('every refusal of the law has a sentence in every language', () => {
    const codes = lawCodes();
    assert.ok(codes.length >= 10 && codes.includes('order.wrongRole'));
    for (const code of codes) {
        for (const [language, sentences] of Object.entries(locales)) {
            assert.ok(`refusal.${code}` in sentences, `${language}: no sentence for ${code}`);
        }
    }
});

/** The wire names of a type of the law, as its source lists them. */
function wireNames(type) {
    const hearing = join(root, '../Hearing');
    const texts = readdirSync(hearing, { recursive: true }).map(String)
        .filter((name) => name.endsWith('.swift')).map((name) => read(join('../Hearing', name)));
    const text = texts.find((each) => each.includes(`public enum ${type}: String`)) ?? '';
    const body = text.slice(text.indexOf(`public enum ${type}: String`)).split(/\n}/)[0];
    return [...body.matchAll(/^ {4}case (.+)$/gm)].flatMap(([, names]) => names.split(','))
        .map((name) => /= "(\w+)"/.exec(name)?.[1] ?? name.trim());
}

test('every role, side, outcome and ground of the law has its words', () => {
    const named = (type, key) => {
        const names = wireNames(type);
        assert.ok(names.length > 1, `the test no longer finds ${type}`);
        for (const name of names) assert.ok(key(name) in locales.en, `no words for ${key(name)}`);
    };
    named('Role', (name) => `role.${name}`);
    for (const role of ['party', 'agent', 'witness']) named('Side', (name) => `role.${role}.${name}`);
    named('Outcome', (name) => `outcome.${name}`);
    named('ObjectionGround', (name) => `ground.${name}`);
    named('RemovalReason', (name) => `removed.${name}`);
    named('CancellationReason', (name) => `ended.cancelled.${name}`);
    named('ContinuationReason', (name) => `line.waiver.${name}`);
    named('RecessReason', (name) => `banner.recess.${name}`);
    named('SuspensionCause', (name) => `banner.suspended.${name}`);
});

test('every refusal has a short code of its own', () => {
    const values = Object.values(shortCodes);
    assert.equal(new Set(values).size, values.length);
    for (const key of Object.keys(locales.en)) {
        const code = key.replace(/^refusal\./, '');
        if (code === key || ['withCode', 'unknown'].includes(code)) continue;
        assert.ok(code in shortCodes, `${code} has no short code`);
    }
});

/** Orders that are said in other words than `order.` and their name. */
const wordsOf = {
    allow: ['order.allow.microphone', 'order.allow.camera', 'order.allow.exhibit'],
    rule: ['order.rule.sustained', 'order.rule.overruled'],
    decideRecusal: ['order.decideRecusal.upheld', 'order.decideRecusal.dismissed'],
    applyRecusal: ['recusal.button', 'recusal.yes'],
    consult: ['consult.button', 'consult.go'],
    object: ['controls.object'],
};

test('every order, reason, state and role of the protocol has its words', () => {
    const orders = [...protocol.matchAll(/^\| ((?:`\w+`(?: \/ )?)+) \|/gm)]
        .flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name))
        .filter((name) => name !== 'message');
    assert.ok(orders.length >= 20);
    for (const name of orders) {
        const keys = wordsOf[name] ?? [`order.${name}`];
        for (const key of keys) assert.ok(key in locales.en, `no words for ${key}`);
    }
    for (const reason of Object.values(bench.reasonsOf).flat()) assert.ok(`reason.${reason}` in locales.en, reason);
    const states = /"state":\s*"(scheduled\|[\w|]+)"/.exec(protocol)[1].split('|');
    for (const state of states) assert.ok(`hearing.${state}` in locales.en, state);
});

test('the waiting room has a sentence for every state in which somebody waits', () => {
    for (const state of ['scheduled', 'open', 'inSession', 'recess', 'suspended', 'recordClosed']) {
        for (const kind of ['party', 'witness', 'expert', 'observer']) {
            assert.ok(`waiting.${kind}.${state}` in locales.en, `${kind} ${state}`);
        }
    }
});

test('people are not told about the machinery', () => {
    for (const sentences of Object.values(locales)) {
        for (const [key, sentence] of Object.entries(sentences)) {
            assert.doesNotMatch(sentence, /\b(ICE|SDP|codec|token|WebRTC|WebSocket|RTP)\b/i, key);
        }
    }
});
