import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attachment } from './file-answer.js';

it.each([
  ['minutes.pdf', 'attachment; filename="minutes.pdf"'],
  ['Protokół z obrad – Łódź.pdf', `attachment; filename="Protokol z obrad _ Lodz.pdf"; filename*=UTF-8''Protok%C3%B3%C5%82%20z%20obrad%20%E2%80%93%20%C5%81%C3%B3d%C5%BA.pdf`],
  ["50% 'a' (b)*.md", `attachment; filename="50_ 'a' (b)*.md"; filename*=UTF-8''50%25%20%27a%27%20%28b%29%2A.md`],
  ['"a\\b".ics', `attachment; filename="_a_b_.ics"; filename*=UTF-8''%22a%5Cb%22.ics`],
])('%s is named as RFC 6266 wants it', (name, header) => expect(attachment(name)).toBe(header));

it('whatever the name, the header stays one value, and the name can be read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const header = attachment(name);
      const [, plain, encoded] = /^attachment; filename="([\x20-\x7e]*)"(?:; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]*))?$/.exec(header)!;
      expect(plain).toMatch(/^[^"\\]*$/);
      expect(encoded === undefined ? plain : decodeURIComponent(encoded)).toBe(name.toWellFormed());
    }),
  );
});
