import { documentTypeOf, fileName } from './document-type.js';

const mail = (header: string, body = 'Dear Sirs') => Buffer.from(`${header}\r\n\r\n${body}`, 'latin1');

describe('the type of a document', () => {
  it('is told by its content', () => {
    expect(documentTypeOf(Buffer.from('%PDF-1.7\n%âãÏÓ', 'latin1'))).toBe('application/pdf');
    expect(documentTypeOf(Buffer.from('89504e470d0a1a0a0000000d', 'hex'))).toBe('image/png');
    expect(documentTypeOf(Buffer.from('ffd8ffe000104a464946', 'hex'))).toBe('image/jpeg');
    expect(documentTypeOf(Buffer.from('Ich bestätige, dass ich selbst gefragt habe.\n'))).toBe('text/plain');
  });

  it('is that of an e-mail where a header says from whom and when', () => {
    const header = 'Received: from a\r\n\tby b\r\nFrom: ada@example.org\r\nDate: Mon, 2 Mar 2026 09:00:00 +0100';
    expect(documentTypeOf(mail(header, 'gr\xfc\xdfe'))).toBe('message/rfc822');
    expect(documentTypeOf(mail('From: ada@example.org'))).toBe('text/plain');
    expect(documentTypeOf(mail('From: ada@example.org\r\nDate: now', 'a\0b'))).toBeNull();
  });

  it('is none for anything else, whatever it is called', () => {
    for (const hex of ['', '4d5a9000', '504b0304', '7f454c46', 'fffe3c00', 'e4f6fc'])
      expect([hex, documentTypeOf(Buffer.from(hex, 'hex'))]).toEqual([hex, null]);
  });

  it('is how the name of its file ends', () => {
    expect(fileName('letter.pdf', 'application/pdf')).toBe('letter.pdf');
    expect(fileName('letter.PDF', 'application/pdf')).toBe('letter.PDF');
    expect(fileName('photo.jpeg', 'image/jpeg')).toBe('photo.jpeg');
    expect(fileName('letter.html', 'application/pdf')).toBe('letter.html.pdf');
    expect(fileName('../../etc/"x"\n.txt', 'text/plain')).toBe('.._.._etc__x__.txt');
  });
});
