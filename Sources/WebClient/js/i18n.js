/** Languages: which one, and the sentence for a meaning. */

import { choice, keepChoice } from './store.js';

/** The languages that the pages speak, by BCP 47 tag, each in its own words. */
export const languages = { 'zh-Hans': '中文', en: 'English' };

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
    if (chosen && chosen in languages) return /** @type {Language} */ (chosen);
    for (const tag of preferred) {
        if (tag.toLowerCase().startsWith('zh')) return 'zh-Hans';
        if (tag.toLowerCase().startsWith('en')) return 'en';
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
    const response = await fetch(`/locales/${language}.json`);
    if (!response.ok) throw new Error(`no sentences for ${language}`);
    sentences = await response.json();
    current = language;
    document.documentElement.lang = language;
    document.title = t('app.name');
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
export const speaks = (key) => key in sentences;

/**
 * @param {string} sentence
 * @param {Record<string, unknown>} values
 */
export function fill(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}
