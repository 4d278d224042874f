/**
 * What the tests see of a page, loaded into it before its own code: `globalThis.probe`.
 *
 * It reads `yunting` (the page's own view for tests), statistics and the pictures on screen, and does
 * nothing else. Times are milliseconds since 1970 with fractions, so that those of several pages on
 * one machine can be compared.
 */
(() => {
    if (globalThis.probe) return;

    const now = () => performance.timeOrigin + performance.now();

    /** When buttons of orders were clicked. */
    const clicks = [];
    addEventListener('click', (event) => {
        const { order, seat } = event.target.closest?.('[data-order]')?.dataset ?? {};
        if (order) clicks.push({ order, seat: Number(seat) || null, time: now() });
    }, true);

    /** When a picture of another seat began to show, and of which. */
    const pictures = [];
    addEventListener('loadeddata', (event) => {
        const tile = event.target.closest?.('[data-seat]');
        if (event.target.tagName === 'VIDEO' && tile && tile.dataset.mine === undefined) {
            pictures.push({ seat: Number(tile.dataset.seat), time: now() });
        }
    }, true);

    /** Every word of the state that a test waits for, with the time at which it was seen here. */
    const changes = [];
    const watched = {};
    function note(name, value) {
        if (watched[name] === value) return;
        watched[name] = value;
        changes.push({ name, value: value ?? null, time: now() });
    }
    setInterval(() => {
        const state = globalThis.yunting?.state;
        if (!state) return;
        note('state', state.hearing.state);
        note('room', state.me.room);
        for (const [seat, each] of Object.entries(state.seats ?? {})) {
            note(`${seat}.microphone`, each.microphone);
            note(`${seat}.room`, each.room);
        }
    }, 4);

    async function report() {
        const connection = globalThis.yunting?.peerConnection;
        return connection ? [...(await connection.getStats()).values()] : [];
    }

    /** Statistics in short: what comes in by slot, what goes out, and over what. */
    async function statistics() {
        const entries = await report();
        const byId = new Map(entries.map((each) => [each.id, each]));
        const transport = entries.find((each) => each.type === 'transport') ?? {};
        const seats = new Map();
        for (const slot of globalThis.yunting.slots) {
            if (slot.seat === null) continue;
            seats.set(slot.sound.getTracks()[0].id, slot.seat);
            seats.set(slot.picture.getTracks()[0].id, slot.seat);
        }
        const inbound = entries.filter((each) => each.type === 'inbound-rtp').map((each) => ({
            mid: each.mid, kind: each.kind, ssrc: each.ssrc, seat: seats.get(each.trackIdentifier) ?? null,
            packets: each.packetsReceived ?? 0, lost: each.packetsLost ?? 0,
            decoded: each.framesDecoded ?? 0, dropped: each.framesDropped ?? 0,
            freezes: each.freezeCount ?? 0, width: each.frameWidth ?? 0, height: each.frameHeight ?? 0,
            energy: each.totalAudioEnergy ?? 0, samples: each.totalSamplesReceived ?? 0,
            last: each.lastPacketReceivedTimestamp ?? null,
        }));
        const outbound = entries.filter((each) => each.type === 'outbound-rtp').map((each) => ({
            mid: each.mid, kind: each.kind, ssrc: each.ssrc, rid: each.rid ?? null,
            packets: each.packetsSent ?? 0,
        }));
        return {
            time: now(), inbound, outbound,
            transport: {
                srtp: transport.srtpCipher ?? null, dtls: transport.dtlsState ?? null,
                pair: byId.get(transport.selectedCandidatePairId)?.state ?? null,
            },
        };
    }

    /** The picture of a seat as it is on screen: how bright, which colour, and a digest of it. */
    function picture(seat) {
        const video = document.querySelector(`.tile[data-seat="${seat}"] video`);
        if (!video || video.hidden || video.readyState < 2 || !video.videoWidth) return null;
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [64, 36];
        const context = canvas.getContext('2d', { willReadFrequently: true });
        context.drawImage(video, 0, 0, canvas.width, canvas.height);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const sums = [0, 0, 0];
        let digest = 2166136261;
        for (let index = 0; index < data.length; index += 1) {
            if (index % 4 === 3) continue;
            sums[index % 4] += data[index];
            digest = Math.imul(digest ^ data[index], 16777619) >>> 0;
        }
        const colour = sums.map((sum) => Math.round(sum / (canvas.width * canvas.height)));
        return {
            brightness: Math.round(colour.reduce((sum, each) => sum + each) / 3), colour, digest,
            width: video.videoWidth, height: video.videoHeight, time: video.currentTime,
        };
    }

    /** The loudest level of a seat's sound in some time, 0…1, heard as a page would play it. */
    async function level(seat, milliseconds) {
        const slot = globalThis.yunting.slots.find((each) => each.seat === seat);
        if (!slot) return 0;
        const context = new AudioContext();
        const analyser = new AnalyserNode(context, { fftSize: 2048 });
        context.createMediaStreamSource(slot.sound).connect(analyser);
        const samples = new Float32Array(analyser.fftSize);
        let peak = 0;
        for (const end = now() + milliseconds; now() < end;) {
            await new Promise((resolve) => setTimeout(resolve, 20));
            analyser.getFloatTimeDomainData(samples);
            peak = Math.max(peak, ...samples.map(Math.abs));
        }
        await context.close();
        return peak;
    }

    /** Whether the first element of a selector is there to be clicked. */
    function shows(selector) {
        return document.querySelector(selector)?.checkVisibility() ?? false;
    }

    /** Unfolds the menu of this name that can be seen; steps have one each. */
    function unfold(menu) {
        const folded = document.querySelectorAll(`[data-menu="${menu}"][aria-expanded="false"]`);
        [...folded].find((each) => each.checkVisibility())?.click();
    }

    /** A clock's text in seconds: "1:05" is 65. */
    function seconds(text) {
        return text.trim().split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    }

    /** What the page tells the person now: messages, banner, page and reason. */
    function told() {
        const shown = (selector) => {
            const element = document.querySelector(selector);
            return element && !element.hidden ? element.textContent.trim() : '';
        };
        return {
            language: document.documentElement.lang, page: document.body.dataset.page ?? '',
            title: shown('main h1'), main: shown('main'), banner: shown('#banner'),
            code: document.querySelector('main [data-code]')?.dataset.code ?? '',
            messages: [...document.querySelectorAll('.message')].map((each) => ({
                code: each.dataset.code ?? '', text: each.dataset.text ?? '',
            })),
        };
    }

    Object.defineProperty(globalThis, 'probe', {
        value: { now, clicks, pictures, changes, statistics, picture, level, told, shows, unfold, seconds },
    });
})();
