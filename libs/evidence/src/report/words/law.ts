import type { SourceStatus } from '#domain';

/**
 * Provisions by the name under which rule packs cite them, in the wording of the Official Journal: Regulation (EU) 2023/1114
 * (MiCA), OJ L 150, 9.6.2023, p. 40; Directive 2014/65/EU (MiFID II), OJ L 173, 12.6.2014, p. 349. "[…]" is left out.
 */
const WORDING: Readonly<Record<string, string>> = {
  'MiCA, Article 59(1)':
    'A person shall not provide crypto-asset services, within the Union, unless that person is: (a) a legal person or other ' +
    'undertaking that has been authorised as crypto-asset service provider in accordance with Article 63; or (b) a credit ' +
    'institution, central securities depository, investment firm, market operator, electronic money institution, UCITS ' +
    'management company, or an alternative investment fund manager that is allowed to provide crypto-asset services pursuant ' +
    'to Article 60.',
  'MiCA, Article 61(1)':
    'Where a client established or situated in the Union initiates at its own exclusive initiative the provision of a ' +
    'crypto-asset service or activity by a third-country firm, the requirement for authorisation under Article 59 shall not ' +
    'apply to the provision of that crypto-asset service or activity by the third-country firm to that client, including a ' +
    'relationship specifically relating to the provision of that crypto-asset service or activity. […]',
  'MiCA, Article 61(1), second subparagraph':
    'Without prejudice to intragroup relationships, where a third-country firm, including through an entity acting on its ' +
    'behalf or having close links with such third-country firm or any other person acting on behalf of such entity, solicits ' +
    'clients or prospective clients in the Union, regardless of the means of communication used for the solicitation, ' +
    'promotion or advertising in the Union, it shall not be deemed to be a service provided on the client’s own exclusive ' +
    'initiative.',
  'MiCA, Article 61(2)':
    'A client’s own exclusive initiative as referred to in paragraph 1 shall not entitle a third-country firm to market new ' +
    'types of crypto-assets or crypto-asset services to that client.',
  'MiCA, Article 2(2)-(4)':
    '2. This Regulation does not apply to: (a) persons who provide crypto-asset services exclusively for their parent ' +
    'companies, for their own subsidiaries or for other subsidiaries of their parent companies; […] 3. This Regulation does ' +
    'not apply to crypto-assets that are unique and not fungible with other crypto-assets. 4. This Regulation does not apply ' +
    'to crypto-assets that qualify as one or more of the following: (a) financial instruments; (b) deposits, including ' +
    'structured deposits; (c) funds, except if they qualify as e-money tokens; […]',
  'MiCA, recital 94':
    'This Regulation should not address the lending and borrowing of crypto-assets, including e-money tokens, and therefore ' +
    'should not prejudice applicable national law. The feasibility and necessity of regulating such activities should be ' +
    'further assessed.',
  'MiFID II, Article 42':
    'Member States shall ensure that where a retail client or professional client within the meaning of Section II of Annex ' +
    'II established or situated in the Union initiates at its own exclusive initiative the provision of an investment service ' +
    'or activity by a third-country firm, the requirement for authorisation under Article 39 shall not apply to the provision ' +
    'of that service or activity by the third-country firm to that person including a relationship specifically relating to ' +
    'the provision of that service or activity. An initiative by such clients shall not entitle the third-country firm to ' +
    'market otherwise than through the branch, where one is required in accordance with national law, new categories of ' +
    'investment products or investment services to that client.',
};

const MICA = 'https://eur-lex.europa.eu/eli/reg/2023/1114/oj';
const MIFID = 'https://eur-lex.europa.eu/eli/dir/2014/65/oj';

/** Each provision with its wording, and where it was published. */
export const provisions = (): { article: string; wording: string; address: string }[] =>
  Object.entries(WORDING).map(([article, wording]) => ({
    article,
    wording,
    address: article.startsWith('MiFID') ? MIFID : MICA,
  }));

/** `null` for what a rule pack cites and this report has no wording of. */
export const wordingOf = (article: string): string | null => WORDING[article] ?? null;

export const NO_WORDING = 'This report does not carry its wording.';

/** The same in two words, where the long form stands elsewhere. */
export const SOURCE_IN_SHORT: Readonly<Record<SourceStatus, string>> = {
  primary: 'confirmed',
  secondary: 'known from secondary sources',
  unverified: 'not confirmed yet',
};

/** How well the rule pack says that a citation is confirmed. */
export const SOURCE_WORDS: Readonly<Record<SourceStatus, string>> = {
  primary: 'Confirmed from the published text itself.',
  secondary:
    'Known from what authorities and law firms say of it; not yet compared with the published text by whoever wrote the rule pack.',
  unverified: 'Not confirmed from any source yet. It must be checked before anybody relies on it.',
};
