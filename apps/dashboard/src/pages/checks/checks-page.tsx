import { Page } from '../../parts/page';
import { useMay } from '../../shell/me';
import { AskForm } from './ask-form';
import { AskedBefore } from './asked-before';

/** Before something is sent: may it be, to each of those whom it would reach? */
export function ChecksPage() {
  const mayAsk = useMay('check');
  return (
    <Page
      title="Check before sending"
      subtitle="A planned campaign, judged now for each client whom it would reach. Question and answers are kept; nothing else is."
    >
      {mayAsk && <AskForm />}
      <AskedBefore />
    </Page>
  );
}
