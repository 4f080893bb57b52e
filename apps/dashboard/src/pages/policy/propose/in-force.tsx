/** What a field says in the pack in force, beside what it is to say. */
export const InForce = ({ said, changed }: { said: string; changed: boolean }) => (
  <>
    In force: <span className="id">{said}</span>
    {changed && <strong> · changed</strong>}
  </>
);
