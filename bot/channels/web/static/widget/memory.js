/**
 * What this browser keeps: the token, the unsent messages and a few marks, each under a key of its own so
 * that two tabs that write at the same moment lose nothing of each other. Messages of the server are not kept.
 */
export class Memory {
  /** `base` is the server's address: two assistants on one site do not meet. */
  constructor(base, area) {
    this.prefix = `heads-up|${base}|`;
    this.area = area;
    this.fallback = new Map();
  }

  get(name) {
    try {
      return this.area.getItem(this.prefix + name);
    } catch (error) {
      return this.fallback.has(name) ? this.fallback.get(name) : null;
    }
  }

  /** Where storage is full or forbidden, this page at least remembers. */
  set(name, value) {
    try {
      this.area.setItem(this.prefix + name, value);
    } catch (error) {
      this.area = null;
      this.fallback.set(name, value);
    }
  }

  remove(name) {
    this.fallback.delete(name);
    try {
      this.area.removeItem(this.prefix + name);
    } catch (error) {
      // nothing was kept, so nothing has to go
    }
  }

  /** The names that begin with `start`, in order. */
  names(start) {
    const names = [...this.fallback.keys()];
    try {
      for (let i = 0; i < this.area.length; i += 1) names.push(this.area.key(i));
    } catch (error) {
      // only the fallback counts
    }
    return names
      .map((name) => (name.startsWith(this.prefix) ? name.slice(this.prefix.length) : name))
      .filter((name) => name.startsWith(start))
      .sort();
  }

  forgetAll() {
    for (const name of this.names("")) this.remove(name);
  }

  /** Wait for what another tab has just kept: it may come a moment later than that tab's lock is free. */
  async arrival(name, milliseconds = 1000) {
    const end = Date.now() + milliseconds;
    while (this.get(name) === null && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 25));
  }

  /** Call `listener(name, value)` when another tab changes something. */
  watch(listener) {
    const onStorage = (event) => {
      if (event.key === null) listener("token", null);
      else if (event.key.startsWith(this.prefix)) listener(event.key.slice(this.prefix.length), event.newValue);
    };
    window.addEventListener("storage", onStorage);
    return () => window.removeEventListener("storage", onStorage);
  }
}

/** localStorage or sessionStorage; null where the browser forbids it, which already throws on access. */
export function area(name) {
  try {
    return window[name];
  } catch (error) {
    return null;
  }
}

/** A random UUID, also where the page is not a secure context. */
export function uuid() {
  if (window.crypto && crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Run `work` while no other tab runs its own under this name; without Web Locks it simply runs.
 * `work` is told whether it had to wait for another tab.
 */
export async function alone(name, work) {
  const locks = navigator.locks;
  if (!locks) return work(false);
  let hasRun = false;
  const done = await locks.request(name, { ifAvailable: true }, (lock) => {
    hasRun = lock !== null;
    return hasRun ? work(false) : undefined;
  });
  return hasRun ? done : locks.request(name, () => work(true));
}
