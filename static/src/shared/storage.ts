/** Values kept on this device. Where storage is refused or full, they last for the page. */

const fallback = new Map<string, string>();

/** Where texts are kept by name; `localStorage` is one. */
export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** The browser's store, or memory in its place. */
export const deviceStore: Store = {
  getItem: (key) => {
    try {
      return localStorage.getItem(key) ?? fallback.get(key) ?? null;
    } catch {
      return fallback.get(key) ?? null;
    }
  },
  setItem: (key, value) => {
    try {
      localStorage.setItem(key, value);
      fallback.delete(key);
    } catch {
      fallback.set(key, value);
    }
  },
  removeItem: (key) => {
    fallback.delete(key);
    try {
      localStorage.removeItem(key);
    } catch {
      return; // nothing was stored there
    }
  },
};

/** The JSON value under `key`, or null if there is none or it cannot be read. */
export function readJson<T>(store: Store, key: string): T | null {
  const text = store.getItem(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null; // written by another version of the page
  }
}

/** Keep `value` as JSON under `key`. */
export function writeJson(store: Store, key: string, value: unknown): void {
  store.setItem(key, JSON.stringify(value));
}
