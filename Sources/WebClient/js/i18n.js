/** Languages: which one, and the sentence for a meaning. */

import { choice, keepChoice } from './store.js';

/** The languages that the pages speak, by BCP 47 tag, each in its own words. */
export const languages = { 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文', en: 'English' };

/** The files of a language: everybody's sentences, and those of judge and clerk. */
export const parts = ['', '.bench'];

/** Regions in which Chinese is written with traditional characters. */
const traditional = /^zh-(?!hans)(?:.*-)?(?:hant|tw|hk|mo)\b/i;

/** @typedef {keyof typeof languages} Language */

/** @type {Record<string, string>} */
let sentences = {};
/** @type {Language} */
let current = 'zh-Hans';

/**
 * The language for a person: the choice made before, else the browser's first one that we speak.
 *
 * @param {string | null} chosen
 * @param {readonly string[]} preferred
 * @returns {Language}
 */
export function pickLanguage(chosen, preferred) {
    if (chosen && Object.hasOwn(languages, chosen)) return /** @type {Language} */ (chosen);
    for (const tag of preferred) {
        if (traditional.test(tag)) return 'zh-Hant';
        if (/^zh\b/i.test(tag)) return 'zh-Hans';
        if (/^en\b/i.test(tag)) return 'en';
    }
    return 'en';
}

/** Loads the person's language. */
export function startLanguage() {
    return useLanguage(pickLanguage(choice('language'), navigator.languages));
}

/** @param {Language} language */
export async function chooseLanguage(language) {
    keepChoice('language', language);
    await useLanguage(language);
}

/** @param {Language} language */
async function useLanguage(language) {
    const files = await Promise.all(parts.map((part) => load(`/locales/${language}${part}.json`)));
    sentences = Object.assign({}, ...files);
    current = language;
    document.documentElement.lang = language;
    document.title = t('app.name');
}

/** @param {string} path @returns {Promise<Record<string, string>>} */
async function load(path) {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`no sentences at ${path}`);
    return response.json();
}

export const language = () => current;

/**
 * The sentence for a meaning, with its `{places}` filled.
 *
 * @param {string} key
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
    const sentence = sentences[key];
    if (sentence === undefined) {
        console.error(`no sentence for ${key} in ${current}`);
        return key;
    }
    return fill(sentence, values);
}

/** @param {string} key Whether there is a sentence for it. */
export const speaks = (key) => Object.hasOwn(sentences, key);

/**
 * @param {string} sentence
 * @param {Record<string, unknown>} values
 */
export function fill(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/**
 * A text that the court wrote in the languages of the pages, such as the title of a step.
 *
 * @param {Partial<Record<Language, string>> | null | undefined} wording
 * @returns {string} In the person's language, else in one that there is.
 */
export function say(wording) {
    return wording?.[current] || wording?.['zh-Hans'] || wording?.en || '';
}
