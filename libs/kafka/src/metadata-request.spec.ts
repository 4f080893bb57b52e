import { decodeMetadataResponse, encodeMetadataRequest } from './metadata-request.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

describe('the question which topics there are', () => {
  it('names each, by no id, and has none made', () => {
    const none = '00'.repeat(16);
    expect(encodeMetadataRequest(['acts', 'é']).toString('hex')).toBe(
      hex(`00 03  ${none} 05 61637473 00  ${none} 03 c3a9 00  00 00 00`).toString('hex'),
    );
  });

  it('is written for names longer than one byte can count', () => {
    const name = 'x'.repeat(200);
    expect(encodeMetadataRequest([name]).subarray(18, 20)).toEqual(hex('c9 01'));
  });

  const broker = '02 00000001 0a 6c6f63616c686f7374 00002384 00 00';
  const partition = (number: string, leader: string) =>
    `0000 ${number} ${leader} 00000000 02 00000001 02 00000001 01 00`;
  const id = '000102030405060708090a0b0c0d0e0f';

  it('is answered by ids, partitions and leaders', () => {
    const acts = `0000 05 61637473 ${id} 00 03 ${partition('00000000', '00000001')} ${partition('00000001', '00000002')} 80000000 00`;
    const gone = `0003 05 676f6e65 ${'00'.repeat(16)} 00 01 80000000 00`;
    const answer = hex(`00 00000000 ${broker} 04 616263 00000001 03 ${acts} ${gone} 00`);
    expect(decodeMetadataResponse(answer)).toEqual({
      clusterId: 'abc',
      topics: [
        {
          error: 0,
          name: 'acts',
          topicId: 'AAECAwQFBgcICQoLDA0ODw',
          partitions: [
            { partition: 0, leader: 1 },
            { partition: 1, leader: 2 },
          ],
        },
        { error: 3, name: 'gone', topicId: null, partitions: [] },
      ],
    });
  });

  it('is not answered by half an answer, and fields of later versions are passed over', () => {
    const answer = hex(`01 07 02 ffff 00000000 ${broker} 04 616263 00000001 01 00`);
    expect(decodeMetadataResponse(answer)).toEqual({ clusterId: 'abc', topics: [] });
    expect(() => decodeMetadataResponse(answer.subarray(0, 20))).toThrow('ends too early');
  });
});
