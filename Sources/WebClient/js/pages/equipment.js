/** The equipment check: see yourself, hear yourself, go. Whoever has nothing may go on too. */

import { h, icon, mark, setIcon, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { shortCode } from '../codes.js';
import { DeviceChoice } from '../components/device-choice.js';
import { LevelBar } from '../components/level-bar.js';
import { Preview } from '../components/preview.js';
import { progress } from '../components/progress.js';
import { SoundTest } from '../components/sound-test.js';
import { pictureChoice } from '../capture.js';
import { sends } from '../roles.js';
import { keepChoice } from '../store.js';

/** Nothing heard after this long: the microphone is probably muted somewhere. */
const silentMilliseconds = 8_000;

/** @param {import('../app.js').App} app */
export function equipmentPage(app) {
    const page = new EquipmentPage(app);
    if (page.sends && !app.capture.started) void app.capture.start();
    return page;
}

class EquipmentPage {
    #silent = false;
    #silentTimer = 0;
    #listed = -1;

    constructor(app) {
        this.app = app;
        this.sends = sends(app.session);
        this.preview = new Preview();
        this.level = new LevelBar(() => this.update());
        this.sound = new SoundTest(app);
        this.results = { camera: new Result(app, 'camera'), microphone: new Result(app, 'microphone') };
        this.choices = {
            camera: new DeviceChoice('camera', (id) => app.capture.choose('camera', id)),
            microphone: new DeviceChoice('microphone', (id) => app.capture.choose('microphone', id)),
            speaker: new DeviceChoice('speaker', (id) => keepChoice('speaker', id)),
        };
        this.go = h('button', {
            type: 'button', class: 'primary', id: 'equipment-continue', onclick: () => this.#done(),
        });
        this.without = h('p', { class: 'quiet', id: 'equipment-without' }, t('equipment.without'));
        this.element = this.#build();
    }

    update() {
        const { camera, microphone } = this.app.capture.devices;
        this.preview.update(camera.track);
        this.level.update(microphone.track);
        this.sound.update(microphone.track);
        this.#watchSilence(microphone.track);
        const found = this.#found();
        this.results.camera.update(found.camera, camera.cause);
        this.results.microphone.update(
            found.microphone, microphone.cause ?? (this.#silent ? 'silent' : null));
        show(this.without, this.sends && (camera.cause || microphone.cause));
        const ready = !this.sends || this.app.capture.started;
        this.go.disabled = !ready;
        setText(this.go, t(ready ? 'equipment.continue' : 'equipment.asking'));
        void this.#listDevices();
    }

    close() {
        clearTimeout(this.#silentTimer);
        this.preview.close();
        this.level.close();
    }

    #build() {
        const { preview, level, results, choices } = this;
        const picture = h('div', { class: 'mirror-box' },
            h('p', { class: 'placeholder' }, t('equipment.noPicture')), preview.video);
        return h('section', { class: 'step wide' },
            progress(this.app.session, 'equipment'),
            h('h1', {}, t('equipment.title')),
            this.sends && h('p', { class: 'lead' }, t('equipment.text')),
            h('div', { class: 'check' },
                this.sends && h('div', { class: 'look' },
                    picture, results.camera.element, choices.camera.element, this.#pictureSize()),
                h('div', { class: 'listen card' },
                    this.sends && h('h2', {}, t('equipment.microphone')),
                    this.sends && level.element,
                    this.sends && results.microphone.element, choices.microphone.element,
                    h('h2', {}, t('equipment.speaker')),
                    this.sound.element, choices.speaker.element)),
            this.without,
            h('div', { class: 'buttons' }, this.go));
    }

    #pictureSize() {
        const low = h('input', {
            type: 'checkbox', id: 'picture-low', checked: pictureChoice() === 'low',
            onchange: () => this.app.capture.choosePicture(low.checked ? 'low' : 'standard'),
        });
        return h('label', { class: 'tick small', for: 'picture-low' }, low,
            h('span', {}, t('equipment.low')));
    }

    /** What the check says, in the words of the wire. */
    #found() {
        const { camera, microphone } = this.app.capture.devices;
        const { started } = this.app.capture;
        const without = started ? 'bad' : 'unknown';
        return {
            camera: camera.track ? 'good' : camera.cause ? 'bad' : without,
            microphone: microphone.track ? (this.level.heard ? 'good' : 'unknown') : without,
        };
    }

    #watchSilence(track) {
        if (this.level.heard || !track) {
            this.#silent = false;
            clearTimeout(this.#silentTimer);
            this.#silentTimer = 0;
        } else if (!this.#silentTimer) {
            this.#silentTimer = setTimeout(() => {
                this.#silent = true;
                this.update();
            }, silentMilliseconds);
        }
    }

    async #listDevices() {
        const { generation } = this.app.capture;
        if (generation === this.#listed) return;
        this.#listed = generation;
        const devices = await this.app.capture.list();
        const used = (medium) => this.app.capture.devices[medium].track?.getSettings().deviceId;
        this.choices.camera.update(devices.camera, used('camera'));
        this.choices.microphone.update(devices.microphone, used('microphone'));
        const canChoose = 'setSinkId' in HTMLMediaElement.prototype;
        this.choices.speaker.update(canChoose ? devices.speaker : []);
    }

    #done() {
        const equipment = this.sends ? this.#found() : { camera: 'unknown', microphone: 'unknown' };
        this.app.connection?.tell('equipment', equipment);
        return this.app.done('equipment', { equipment });
    }
}

/** What one device came to: good, not yet known, or what is wrong and what to do. */
class Result {
    constructor(app, medium) {
        this.medium = medium;
        this.picture = icon('check');
        this.text = h('p', {});
        this.again = h('button', {
            type: 'button', class: 'small', id: `retry-${medium}`,
            onclick: () => app.capture.acquire(medium),
        }, t('equipment.retry'));
        this.element = h('div', {
            class: 'result', 'data-equipment': medium, role: 'status',
        }, this.picture, h('div', {}, this.text, this.again));
    }

    /** @param {'good' | 'bad' | 'unknown'} found @param {string | null} cause */
    update(found, cause) {
        mark(this.element, 'data-state', found);
        mark(this.element, 'data-cause', cause);
        setIcon(this.picture, found === 'good' ? 'check' : cause ? 'warn' : 'clock');
        const code = `${this.medium}.${cause}`;
        setText(this.text, cause
            ? t('refusal.withCode', { sentence: t(`refusal.${code}`), code: shortCode(code) })
            : t(`equipment.${this.medium}.${found}`));
        show(this.again, cause && cause !== 'silent' && cause !== 'insecure');
    }
}
