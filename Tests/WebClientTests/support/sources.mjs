/** The client's files, for tests that read them as text. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../Sources/WebClient/', import.meta.url));

export const read = (path) => readFileSync(join(root, path), 'utf8');

/** Every file below a folder that ends so, as `[path, text]`. */
export function files(folder, ending) {
    return readdirSync(join(root, folder), { recursive: true })
        .map((name) => join(folder, String(name)))
        .filter((name) => name.endsWith(ending))
        .map((name) => [name, read(name)]);
}
