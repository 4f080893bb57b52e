import { draftOf, filled, lastReadable, typed } from './draft';

const pack = { version: 'a/2', windowHours: 240, own: { note: 'kept' } };

describe('a draft of a pack', () => {
  it('says the same as a form and as text, whichever was changed', () => {
    const byForm = filled(draftOf(pack), 'windowHours', 120);
    expect(JSON.parse(byForm.text)).toEqual(byForm.pack);
    expect(byForm.pack).toEqual({ ...pack, windowHours: 120 });
    const byText = typed(byForm, '{"windowHours": 96}');
    expect(byText).toEqual({ pack: { windowHours: 96 }, text: '{"windowHours": 96}', unreadable: null });
  });

  it('keeps what the form does not know', () => {
    expect(filled(typed(draftOf({}), JSON.stringify(pack)), 'version', 'a/3').pack['own']).toEqual({ note: 'kept' });
  });

  it('leaves the form as it was while the text can’t be read, and takes nothing of the text away', () => {
    const broken = typed(draftOf(pack), '{\n  "windowHours": }');
    expect(broken.pack).toBe(pack);
    expect(broken.unreadable).toContain('line 2, column 18');
    expect(filled(broken, 'windowHours', 1)).toBe(broken);
    expect(typed(broken, '{"windowHours": 3}').pack).toEqual({ windowHours: 3 });
  });

  it('can be taken back to where it was last readable', () => {
    expect(lastReadable(typed(draftOf(pack), 'rubbish'))).toEqual(draftOf(pack));
  });
});
