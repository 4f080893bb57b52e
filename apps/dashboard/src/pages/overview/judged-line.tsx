import type { Overview } from '../../api/types';
import { LinkAnchor } from '../../parts/links';
import { Moment } from '../../parts/moment';
import { count, counted } from '../../words/numbers';
import { STILL_WAITING } from '../../words/rejections';

/** How current all this is. */
export function JudgedLine({ overview }: { overview: Overview }) {
  const { judgedUpTo, rejectionsWaiting, lag, fanOutsUnfinished } = overview;
  return (
    <>
      {judgedUpTo === null ? 'Nothing judged yet' : <>Judged up to {<Moment at={judgedUpTo} />}</>},{' '}
      <LinkAnchor to="/rejections" search={{ standing: [...STILL_WAITING] }} inherit underline="always">
        {counted(rejectionsWaiting, 'rejection')} waiting
      </LinkAnchor>
      ,{' '}
      <LinkAnchor to="/status" inherit underline="always">
        lag {count(lag)}
      </LinkAnchor>
      {fanOutsUnfinished > 0 && `, ${counted(fanOutsUnfinished, 'change')} still being judged for all clients`}
    </>
  );
}
