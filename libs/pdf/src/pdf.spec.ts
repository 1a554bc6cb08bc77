import { describe, expect, it } from '@jest/globals';
import { textOfPdf } from '@klaster/testing';
import { keepNewest, type PdfDocument, paragraphs, pdfOf } from './index.js';

const document: PdfDocument = { title: 'Zażółć gęślą jaźń', language: 'pl', createdAt: new Date('2026-03-01T10:00:00.000Z'), content: paragraphs('Zażółć GĘŚLĄ jaźń\n- nie lista\n\n  *nie* wyróżnione') };

describe('a document', () => {
  it('says what it is given, line by line as it was written, with all Polish letters', async () => {
    const text = textOfPdf(await pdfOf(document));
    for (const line of ['Zażółć GĘŚLĄ jaźń', '- nie lista', '*nie* wyróżnione', 'strona 1 z 1']) expect(text).toContain(line);
  });

  it('carries its mark on each page, where it has one', async () => {
    expect(textOfPdf(await pdfOf(document))).not.toContain('PROJEKT');
    expect(textOfPdf(await pdfOf({ ...document, mark: 'PROJEKT' }))).toContain('PROJEKT');
  });

  it('is the same bytes whenever it is made', async () => {
    expect(await pdfOf(document)).toEqual(await pdfOf(document));
  });
});

describe('the newest documents', () => {
  it('are made once, also when they are asked for at once; one that failed is made again', async () => {
    const asked: number[] = [];
    const kept = keepNewest<number>(String, (sheet) => {
      asked.push(sheet);
      return sheet < 0 ? Promise.reject(new Error('broken')) : Promise.resolve(sheet === 0 ? undefined : Buffer.from([sheet]));
    });
    expect(await Promise.all([kept(1), kept(1), kept(0)])).toEqual(['AQ==', 'AQ==', undefined]);
    await expect(kept(-1)).rejects.toThrow('broken');
    await expect(kept(-1)).rejects.toThrow('broken');
    for (let sheet = 1; sheet <= 17; sheet += 1) await kept(sheet);
    await kept(1);
    expect(asked).toEqual([1, 0, -1, -1, ...Array.from({ length: 16 }, (_, index) => index + 2), 1]);
  });
});
