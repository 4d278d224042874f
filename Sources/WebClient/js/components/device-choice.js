/** Choosing a microphone, a camera or a loudspeaker; shown only when there is a choice. */

import { h, show } from '../dom.js';
import { t } from '../i18n.js';
import { choice } from '../store.js';

export class DeviceChoice {
    #text = '';

    /**
     * @param {'microphone' | 'camera' | 'speaker'} kind
     * @param {(deviceId: string) => void} chosen
     */
    constructor(kind, chosen) {
        this.kind = kind;
        this.select = h('select', {
            id: `choose-${kind}`, onchange: () => chosen(this.select.value),
        });
        this.element = h('label', { class: 'field', for: `choose-${kind}`, hidden: true },
            h('span', {}, t(`device.${kind}`)), this.select);
    }

    /** @param {MediaDeviceInfo[]} devices @param {string | undefined} used */
    update(devices, used) {
        show(this.element, devices.length > 1);
        const text = devices.map((device) => device.deviceId + device.label).join();
        if (text !== this.#text) {
            this.#text = text;
            this.select.replaceChildren(...devices.map((device, index) => h('option', {
                value: device.deviceId,
            }, device.label || t('device.unnamed', { number: index + 1 }))));
        }
        const value = used ?? choice(this.kind);
        const known = devices.some((device) => device.deviceId === value);
        this.select.value = known ? value : (devices[0]?.deviceId ?? '');
    }
}
