import { draftOf, filled, lastReadable, setBack, typed } from './draft';
import { partAt } from './parts';

const window = partAt('windowHours');
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

  it('has a part set back, but not while the text can’t be read', () => {
    if (window === undefined) throw new Error('There is no such part.');
    const after = filled(filled(draftOf(pack), 'windowHours', 1), 'version', 'a/3');
    expect(setBack(after, window, pack)).toEqual(draftOf({ ...pack, version: 'a/3' }));
    const broken = typed(after, 'rubbish');
    expect(setBack(broken, window, pack)).toBe(broken);
  });

  it('can be taken back to where it was last readable', () => {
    expect(lastReadable(typed(draftOf(pack), 'rubbish'))).toEqual(draftOf(pack));
  });
});
