import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import { version } from 'kafkajs/package.json';
import v10 from 'kafkajs/src/protocol/requests/fetch/v10/response';
import v11 from 'kafkajs/src/protocol/requests/fetch/v11/response';
import v4 from 'kafkajs/src/protocol/requests/fetch/v4/response';
import v5 from 'kafkajs/src/protocol/requests/fetch/v5/response';
import v6 from 'kafkajs/src/protocol/requests/fetch/v6/response';
import v7 from 'kafkajs/src/protocol/requests/fetch/v7/response';
import v8 from 'kafkajs/src/protocol/requests/fetch/v8/response';
import v9 from 'kafkajs/src/protocol/requests/fetch/v9/response';
import { compress, decompress, type Codec } from './codecs.js';
import { decodeFetchResponse, FETCH_VERSIONS, type FetchVersion } from './fetch-response.js';

const VERSION = '2.2.4';
const responses: Record<FetchVersion, KafkajsResponse> = { 4: v4, 5: v5, 6: v6, 7: v7, 8: v8, 9: v9, 10: v10, 11: v11 };
const ours = {
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
} as const satisfies Partial<Record<Codec, CompressionTypes>>;

let done = false;

/**
 * Puts our reading of batches in the place of that of kafkajs, which knows gzip alone, checks no checksum and stops for good
 * at a batch that it can't read. It goes into its inside, so it is for one version of it only.
 */
export function readBatchesOurselves(): void {
  if (done) return;
  if (version !== VERSION) throw new Error(`kafkajs is ${version}; its inside is known for ${VERSION} only`);
  for (const fetchVersion of FETCH_VERSIONS) {
    responses[fetchVersion].decode = (rawData) => decodeFetchResponse(fetchVersion, rawData);
  }
  for (const codec of ['snappy', 'lz4', 'zstd'] as const) {
    CompressionCodecs[ours[codec]] = () => ({
      compress: ({ buffer }: { buffer: Buffer }) => compress(codec, buffer),
      decompress: (buffer: Buffer) => decompress(codec, buffer),
    });
  }
  done = true;
}
