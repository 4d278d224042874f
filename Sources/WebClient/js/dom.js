/** Elements in one line each, and lists that keep their nodes (and with them the focus). */

const svg = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. Properties that start with `on` are listeners; `class`, `data-…`, `aria-…`,
 * `for` and `role` become attributes; everything else is set as a property. Null, undefined and
 * false children are left out.
 *
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any}
 */
export function h(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (value === undefined || value === null) continue;
        if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
        else if (/^(class|for|role|data-.*|aria-.*)$/.test(name)) element.setAttribute(name, value);
        else element[name] = value;
    }
    element.append(...children.filter((child) => child || child === ''));
    return element;
}

/** The drawings of `icons.svg` by name. @type {Map<string, Element>} */
const drawings = new Map();

/** Reads the set of icons, once: they are there when the server is not. */
export async function loadIcons() {
    const text = await (await fetch('/icons.svg')).text();
    const set = new DOMParser().parseFromString(text, 'image/svg+xml');
    for (const symbol of set.querySelectorAll('symbol')) drawings.set(symbol.id, symbol);
}

/**
 * An icon of the set; it is decoration, the name stands beside it.
 *
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
    const picture = document.createElementNS(svg, 'svg');
    picture.setAttribute('class', 'icon');
    picture.setAttribute('viewBox', '0 0 24 24');
    picture.setAttribute('aria-hidden', 'true');
    setIcon(picture, name);
    return picture;
}

/** Changes an icon in place. @param {SVGElement} picture @param {string} name */
export function setIcon(picture, name) {
    if (picture.dataset.icon === name) return;
    picture.dataset.icon = name;
    const lines = drawings.get(name)?.children ?? [];
    picture.replaceChildren(...Array.from(lines, (line) => document.importNode(line, true)));
}

/** Sets a text only when it differs: live regions and selections stay calm. */
export function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
}

/** Shows or hides. @param {HTMLElement} element @param {unknown} shown */
export function show(element, shown) {
    element.hidden = !shown;
}

/** Sets or removes an attribute. @param {Element} element @param {string} name */
export function mark(element, name, value) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}

/**
 * A part of a page: its element, how it takes a new state, how it ends.
 *
 * @typedef {object} View
 * @property {HTMLElement} element
 * @property {(...news: any[]) => void} [update]
 * @property {() => void} [close]
 */

/** A list of views under keys; a view lives as long as its key is there. */
export class Keyed {
    /** @type {Map<string, View>} */
    #views = new Map();

    /**
     * @param {HTMLElement} container
     * @param {(key: string, item: any) => View} create
     */
    constructor(container, create) {
        this.container = container;
        this.create = create;
    }

    /**
     * Makes the container show these items, in this order.
     *
     * @param {Iterable<[string, any]>} items
     * @param {...any} news Passed on to every view's `update`, after its item.
     */
    update(items, ...news) {
        const wanted = new Map(items);
        const hadFocus = this.container.contains(document.activeElement);
        for (const [key, view] of this.#views) {
            if (wanted.has(key)) continue;
            view.close?.();
            view.element.remove();
            this.#views.delete(key);
        }
        let place = this.container.firstElementChild;
        for (const [key, item] of wanted) {
            let view = this.#views.get(key);
            if (!view) {
                view = this.create(key, item);
                this.#views.set(key, view);
            }
            if (view.element === place) place = place.nextElementSibling;
            else this.container.insertBefore(view.element, place);
            view.update?.(item, ...news);
        }
        if (hadFocus && !this.container.contains(document.activeElement)) this.#keepFocus();
    }

    /**
     * What had the focus is gone: whoever works by keyboard goes on from here, not from the top.
     * The focus does not jump to another button, which a second press would set off.
     */
    #keepFocus() {
        for (const place of [this.container, this.container.closest('section')]) {
            if (!place || document.activeElement === place) continue;
            place.tabIndex = -1;
            place.focus({ preventScroll: true });
            if (document.activeElement === place) return;
        }
    }

    get views() {
        return this.#views;
    }

    close() {
        for (const view of this.#views.values()) view.close?.();
    }
}
