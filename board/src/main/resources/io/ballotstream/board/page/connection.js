// The connection to the server: passes on every change, and reports when the data is no longer live.

const SILENCE_MS = 7000;
const RETRY_MS = 1000;

export class Connection {
  #source = null;
  #heard = 0;
  #lost = false;
  #onStatus;
  #onLost;

  constructor(onStatus, onLost) {
    this.#onStatus = onStatus;
    this.#onLost = onLost;
    this.#open();
    setInterval(() => this.#check(), 500);
  }

  #open() {
    this.#source?.close();
    this.#heard = performance.now();
    const source = new EventSource('/api/events');
    this.#source = source;
    source.addEventListener('change', (event) => {
      this.#alive();
      this.#onStatus(JSON.parse(event.data));
    });
    source.addEventListener('alive', () => this.#alive());
    source.addEventListener('error', () => this.#fail());
  }

  #alive() {
    this.#heard = performance.now();
    if (this.#lost) {
      this.#lost = false;
      this.#onLost(false);
    }
  }

  #fail() {
    if (!this.#lost) {
      this.#lost = true;
      this.#onLost(true);
    }
  }

  // A connection may break without an error, and a browser may not reconnect after an error.
  #check() {
    const silent = performance.now() - this.#heard;
    if (silent > SILENCE_MS) this.#fail();
    if (this.#lost && silent > RETRY_MS && this.#source.readyState === EventSource.CLOSED) this.#open();
    else if (silent > 2 * SILENCE_MS) this.#open();
  }
}

/** Loads a document of the feed, from the newest version if the requested one is no longer kept. */
export async function load(name, parameters = {}, version = null) {
  const query = new URLSearchParams(parameters);
  if (version !== null) query.set('version', version);
  const answer = await fetch(`/api/${name}?${query}`);
  if (answer.status === 410) return load(name, parameters);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}
