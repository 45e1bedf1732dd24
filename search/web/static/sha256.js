// SHA-256 (FIPS 180-4) of bytes that come in pieces: the browser's own needs them all at once, and an encrypted site.

const FIRST = new Int32Array(8);
const ROUNDS = new Int32Array(64);
{ // The constants are the first bits of the roots of the first primes.
  const fraction = (value) => ((value - Math.floor(value)) * 0x100000000) | 0;
  let found = 0;
  for (let number = 2; found < 64; number += 1) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) prime = false;
    if (!prime) continue;
    if (found < 8) FIRST[found] = fraction(Math.sqrt(number));
    ROUNDS[found] = fraction(Math.cbrt(number));
    found += 1;
  }
}

export class Sha256 {
  #state = FIRST.slice();
  #block = new Uint8Array(64);
  #held = 0;
  #bytes = 0;
  #words = new Int32Array(64);

  add(bytes) {
    this.#bytes += bytes.length;
    let place = 0;
    while (place < bytes.length) {
      if (this.#held === 0 && bytes.length - place >= 64) {
        this.#mix(bytes, place);
        place += 64;
        continue;
      }
      const some = Math.min(64 - this.#held, bytes.length - place);
      this.#block.set(bytes.subarray(place, place + some), this.#held);
      this.#held += some;
      place += some;
      if (this.#held === 64) {
        this.#mix(this.#block, 0);
        this.#held = 0;
      }
    }
  }

  // The digest in hexadecimal; nothing can be added afterwards.
  end() {
    const bits = this.#bytes * 8;
    const tail = new Uint8Array((this.#held < 56 ? 64 : 128) - this.#held);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(bits / 0x100000000));
    view.setUint32(tail.length - 4, bits % 0x100000000);
    this.add(tail);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  #mix(bytes, place) {
    const w = this.#words;
    for (let i = 0; i < 16; i += 1) {
      const at = place + 4 * i;
      w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let i = 16; i < 64; i += 1) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const t = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s + w[i - 7] + t) | 0;
    }
    let [a, b, c, d, e, f, g, h] = this.#state;
    for (let i = 0; i < 64; i += 1) {
      const s = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + s + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
      const t = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (t + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { this.#state[i] = (this.#state[i] + word) | 0; });
  }
}
