// The parts of kafkajs that have no types: only `kafkajs-internals.ts` imports them, and it checks the version.
interface KafkajsResponse {
  decode: (rawData: Buffer) => Promise<unknown>;
}
declare module 'kafkajs/src/protocol/requests/fetch/v4/response' {
  const response: KafkajsResponse;
  export default response;
}
declare module 'kafkajs/src/protocol/requests/fetch/v5/response' {
  const response: KafkajsResponse;
  export default response;
}
declare module 'kafkajs/src/protocol/requests/fetch/v6/response' {
  const response: KafkajsResponse;
  export default response;
}
declare module 'kafkajs/src/protocol/requests/fetch/v7/response' {
  const response: KafkajsResponse;
  export default response;
}
declare module 'kafkajs/src/protocol/requests/fetch/v8/response' {
  const response: KafkajsResponse;
  export default response;
}
declare module 'kafkajs/src/protocol/requests/fetch/v9/response' {
  const response: KafkajsResponse;
  export default response;
}
declare module 'kafkajs/src/protocol/requests/fetch/v10/response' {
  const response: KafkajsResponse;
  export default response;
}
declare module 'kafkajs/src/protocol/requests/fetch/v11/response' {
  const response: KafkajsResponse;
  export default response;
}
declare module 'kafkajs/src/protocol/recordBatch/crc32C/crc32C' {
  const crc32C: (bytes: Buffer) => number;
  export default crc32C;
}
declare module 'kafkajs/src/protocol/decoder' {
  const Decoder: new (buffer: Buffer) => object;
  export default Decoder;
}
declare module 'kafkajs/src/protocol/messageSet/decoder' {
  const decodeMessageSet: (
    decoder: object,
    size: number,
  ) => Promise<(Omit<import('kafkajs').RecordBatchEntry, 'headers'> & { headers?: import('kafkajs').IHeaders })[]>;
  export default decodeMessageSet;
}
