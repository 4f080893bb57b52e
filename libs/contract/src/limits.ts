/** Upper limits of what is taken; beyond them a message is rejected, not cut. */

/** Bytes of one Kafka value. A campaign to 100 000 clients with UUIDs as ids has about 4 MB. */
export const VALUE_BYTES_MAX = 16 * 1024 * 1024;

/** Levels of objects and arrays inside `data`, itself included, so that recursion behind the door is safe. */
export const DATA_LEVELS_MAX = 64;

/** Characters of the sentence that explains a rejection. */
export const MESSAGE_CHARS_MAX = 1000;

/** Bytes of a rejected value that go out with the rejection; the rest stays in the database. */
export const REJECTED_BYTES_MAX = 512 * 1024;

export const ID_CHARS_MAX = 256;
export const TEXT_CHARS_MAX = 10_000;
export const URI_CHARS_MAX = 2048;
export const OFFERS_MAX = 1000;
export const CLIENT_IDS_MAX = 100_000;
export const COUNTRIES_MAX = 300;
export const LIST_MAX = 1000;
