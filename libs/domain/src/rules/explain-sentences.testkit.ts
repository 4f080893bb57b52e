/** Each row with each kind of act, as it is told once it has happened, and while it is planned. */
export const SENTENCES: Readonly<Record<string, readonly [happened: string, planned: string]>> = {
  '1 contact': [
    'On 1 March 2026 at 10:00:00 UTC E marketed custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: the client surely lived outside the perimeter, or the regime did not apply yet (row 1).',
    'On 1 March 2026 at 10:00:00 UTC E would market custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: the client surely lives outside the perimeter, or the regime does not apply yet (row 1).',
  ],
  '1 operational contact': [
    'On 1 March 2026 at 10:00:00 UTC E sent client c an operational message, about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the client surely lived outside the perimeter, or the regime did not apply yet (row 1).',
    'On 1 March 2026 at 10:00:00 UTC E would send client c an operational message, about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the client surely lives outside the perimeter, or the regime does not apply yet (row 1).',
  ],
  '1 enablement': [
    'On 1 March 2026 at 10:00:00 UTC E enabled custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: the client surely lived outside the perimeter, or the regime did not apply yet (row 1).',
    'On 1 March 2026 at 10:00:00 UTC E would enable custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: the client surely lives outside the perimeter, or the regime does not apply yet (row 1).',
  ],
  '1 use': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: the client surely lived outside the perimeter, or the regime did not apply yet (row 1).',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: the client surely lives outside the perimeter, or the regime does not apply yet (row 1).',
  ],
  '1 roll-out': [
    'On 1 March 2026 at 10:00:00 UTC E rolled out custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: the client surely lived outside the perimeter, or the regime did not apply yet (row 1).',
    'On 1 March 2026 at 10:00:00 UTC E would roll out custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: the client surely lives outside the perimeter, or the regime does not apply yet (row 1).',
  ],
  '1 request': [
    'On 10 January 2026 at 10:00:00 UTC client c asked E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the client surely lived outside the perimeter, or the regime did not apply yet (row 1).',
    'On 10 January 2026 at 10:00:00 UTC client c would ask E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the client surely lives outside the perimeter, or the regime does not apply yet (row 1).',
  ],
  '2 contact, never told': [
    'On 1 March 2026 at 10:00:00 UTC an affiliate of E marketed custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: where the client lived is not known for sure (row 2). In doubt: the location of the client is unknown or conflicting; nobody has told where the client lived.',
    'On 1 March 2026 at 10:00:00 UTC an affiliate of E would market custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: where the client lives is not known for sure (row 2). In doubt: the location of the client is unknown or conflicting; nobody has told where the client lived.',
  ],
  '2 use, moved': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: where the client lived is not known for sure (row 2). In doubt: the location of the client is unknown or conflicting; nobody has told where the client lived.',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: where the client lives is not known for sure (row 2). In doubt: the location of the client is unknown or conflicting; nobody has told where the client lived.',
  ],
  '2 request, conflicting': [
    'On 1 March 2026 at 10:00:00 UTC client c asked E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): where the client lived is not known for sure (row 2). In doubt: the location of the client is unknown or conflicting; it is open whether the client lived in CH or DE.',
    'On 1 March 2026 at 10:00:00 UTC client c would ask E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): where the client lives is not known for sure (row 2). In doubt: the location of the client is unknown or conflicting; it is open whether the client lived in CH or DE.',
  ],
  '2 enablement, no country': [
    'On 1 March 2026 at 10:00:00 UTC E enabled custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: where the client lived is not known for sure (row 2). In doubt: the location of the client is unknown or conflicting; nobody has told where the client lived.',
    'On 1 March 2026 at 10:00:00 UTC E would enable custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: where the client lives is not known for sure (row 2). In doubt: the location of the client is unknown or conflicting; nobody has told where the client lived.',
  ],
  '3 contact': [
    'On 1 March 2026 at 10:00:00 UTC E sent client c something educational that links to the platform, about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the entity itself was authorised for the service in the client’s country (row 3).',
    'On 1 March 2026 at 10:00:00 UTC E would send client c something educational that links to the platform, about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the entity itself is authorised for the service in the client’s country (row 3).',
  ],
  '3 enablement': [
    'On 1 March 2026 at 10:00:00 UTC E enabled custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: the entity itself was authorised for the service in the client’s country (row 3).',
    'On 1 March 2026 at 10:00:00 UTC E would enable custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: the entity itself is authorised for the service in the client’s country (row 3).',
  ],
  '3 request': [
    'On 10 January 2026 at 10:00:00 UTC client c asked E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the entity itself was authorised for the service in the client’s country (row 3).',
    'On 10 January 2026 at 10:00:00 UTC client c would ask E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the entity itself is authorised for the service in the client’s country (row 3).',
  ],
  '4 contact, service': [
    'On 1 March 2026 at 10:00:00 UTC E marketed staking (STAKING) in respect of other crypto-assets (OTHER) to client c: the service lies outside MiCA, under another regime (row 4). No request of the client names this service. Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would market staking (STAKING) in respect of other crypto-assets (OTHER) to client c: the service lies outside MiCA, under another regime (row 4). No request of the client names this service. Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '4 use, asset': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of financial instruments (EXCL_FIN_INSTR) to client c: the asset lies outside MiCA, under another regime (row 4). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of financial instruments (EXCL_FIN_INSTR) to client c: the asset lies outside MiCA, under another regime (row 4). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '4 request': [
    'On 10 January 2026 at 10:00:00 UTC client c asked E for staking (STAKING) in respect of other crypto-assets (OTHER): the service lies outside MiCA, under another regime (row 4).',
    'On 10 January 2026 at 10:00:00 UTC client c would ask E for staking (STAKING) in respect of other crypto-assets (OTHER): the service lies outside MiCA, under another regime (row 4).',
  ],
  '5 operational': [
    'On 1 March 2026 at 10:00:00 UTC E sent client c an operational message, about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it promoted nothing (row 5).',
    'On 1 March 2026 at 10:00:00 UTC E would send client c an operational message, about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it would promote nothing (row 5).',
  ],
  '5 operational without an offer': [
    'On 1 March 2026 at 10:00:00 UTC E sent client c an operational message: it promoted nothing (row 5).',
    'On 1 March 2026 at 10:00:00 UTC E would send client c an operational message: it would promote nothing (row 5).',
  ],
  '5 operational with a link': [
    'On 1 March 2026 at 10:00:00 UTC E sent client c an operational message that links to the platform, about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it linked to nothing but what the client had asked for (row 5). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would send client c an operational message that links to the platform, about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it would link to nothing but what the client has asked for (row 5). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '5 educational': [
    'On 1 March 2026 at 10:00:00 UTC E sent client c something educational, about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it promoted nothing (row 5).',
    'On 1 March 2026 at 10:00:00 UTC E would send client c something educational, about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it would promote nothing (row 5).',
  ],
  '5 independent': [
    'On 1 March 2026 at 10:00:00 UTC somebody independent of E spoke to client c about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): nobody who solicits for the firm said it (row 5).',
    'On 1 March 2026 at 10:00:00 UTC somebody independent of E would speak to client c about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): nobody who solicits for the firm would say it (row 5).',
  ],
  '5 exit, enablement': [
    'On 1 March 2026 at 10:00:00 UTC E enabled custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: it helped the client out of a relationship that was wound down (row 5).',
    'On 1 March 2026 at 10:00:00 UTC E would enable custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: it would help the client out of a relationship that was wound down (row 5).',
  ],
  '5 exit, use': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it helped the client out of a relationship that was wound down (row 5).',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it would help the client out of a relationship that was wound down (row 5).',
  ],
  '6 contact': [
    'On 1 March 2026 at 10:00:00 UTC E marketed custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: the firm had solicited every request on file, so there is no initiative of the client’s own for it to stand on (row 6).',
    'On 1 March 2026 at 10:00:00 UTC E would market custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: the firm had solicited every request on file, so there is no initiative of the client’s own for it to stand on (row 6).',
  ],
  '6 enablement': [
    'On 1 March 2026 at 10:00:00 UTC E enabled custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: the firm had solicited every request on file, so there is no initiative of the client’s own for it to stand on (row 6).',
    'On 1 March 2026 at 10:00:00 UTC E would enable custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: the firm had solicited every request on file, so there is no initiative of the client’s own for it to stand on (row 6).',
  ],
  '6 request, prompted': [
    'On 10 January 2026 at 10:00:00 UTC client c asked E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the firm itself had prompted it, so it was not made on the client’s own exclusive initiative (row 6).',
    'On 10 January 2026 at 10:00:00 UTC client c would ask E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the firm itself would have prompted it, so it would not be made on the client’s own exclusive initiative (row 6).',
  ],
  '6 request, solicited': [
    'On 10 January 2026 at 10:00:00 UTC client c asked E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the firm had solicited it before, so it was not made on the client’s own exclusive initiative (row 6).',
    'On 10 January 2026 at 10:00:00 UTC client c would ask E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the firm has solicited it before, so it would not be made on the client’s own exclusive initiative (row 6).',
  ],
  '7 contact, nothing on file': [
    'On 1 March 2026 at 10:00:00 UTC an influencer for E marketed custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it stood on no request of the client (row 7). No request of the client to E was on file by then.',
    'On 1 March 2026 at 10:00:00 UTC an influencer for E would market custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it would stand on no request of the client (row 7). No request of the client to E was on file by then.',
  ],
  '7 contact, without an offer': [
    'On 1 March 2026 at 10:00:00 UTC E marketed to client c without naming an offer: it stood on no request of the client (row 7). No request of the client to E was on file by then.',
    'On 1 March 2026 at 10:00:00 UTC E would market to client c without naming an offer: it would stand on no request of the client (row 7). No request of the client to E was on file by then.',
  ],
  '7 roll-out, nothing on file': [
    'On 1 March 2026 at 10:00:00 UTC E rolled out custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: no request that still held covered it (row 7). No request of the client to E was on file by then.',
    'On 1 March 2026 at 10:00:00 UTC E would roll out custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: no request that still holds would cover it (row 7). No request of the client to E was on file by then.',
  ],
  '7 use, closed': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: no request that still held covered it (row 7). The relationship with E had been closed on 1 February 2026 at 10:00:00 UTC.',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: no request that still holds would cover it (row 7). The relationship with E had been closed on 1 February 2026 at 10:00:00 UTC.',
  ],
  '7 contact, re-opened': [
    'On 1 March 2026 at 10:00:00 UTC E marketed custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it stood on no request of the client (row 7). What the client had asked for ended when the relationship was closed on 1 February 2026 at 10:00:00 UTC, and nothing was asked for since.',
    'On 1 March 2026 at 10:00:00 UTC E would market custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it would stand on no request of the client (row 7). What the client had asked for ended when the relationship was closed on 1 February 2026 at 10:00:00 UTC, and nothing was asked for since.',
  ],
  '7 enablement, narrowed': [
    'On 1 March 2026 at 10:00:00 UTC E enabled custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: no request that still held covered it (row 7). Request r1 of 10 January 2026 at 10:00:00 UTC was ended by a narrowing on 1 February 2026.',
    'On 1 March 2026 at 10:00:00 UTC E would enable custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: no request that still holds would cover it (row 7). Request r1 of 10 January 2026 at 10:00:00 UTC was ended by a narrowing on 1 February 2026.',
  ],
  '7 use, closed and asked for something else': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: no request that still held covered it (row 7). Request r1 of 10 January 2026 at 10:00:00 UTC was ended by the closing of the relationship on 1 February 2026 at 10:00:00 UTC. Scope on file: advice (ADVICE) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: no request that still holds would cover it (row 7). Request r1 of 10 January 2026 at 10:00:00 UTC was ended by the closing of the relationship on 1 February 2026 at 10:00:00 UTC. Scope on file: advice (ADVICE) in respect of other crypto-assets (OTHER).',
  ],
  '8 contact': [
    'On 11 January 2026 at 00:00:00 UTC E replied to client c about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it answered a request that the client made on the client’s own exclusive initiative (row 8). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 11 January 2026 at 00:00:00 UTC E would reply to client c about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it would answer a request that the client made on the client’s own exclusive initiative (row 8). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '8 enablement': [
    'On 1 March 2026 at 10:00:00 UTC E enabled custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: it carried out a request that the client made on the client’s own exclusive initiative (row 8). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would enable custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: it would carry out a request that the client made on the client’s own exclusive initiative (row 8). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '8 request': [
    'On 10 January 2026 at 10:00:00 UTC client c asked E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): that was the client’s own exclusive initiative (row 8).',
    'On 10 January 2026 at 10:00:00 UTC client c would ask E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): that would be the client’s own exclusive initiative (row 8).',
  ],
  '9 contact': [
    'On 1 March 2026 at 10:00:00 UTC E replied to client c about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the request that it answered came after the firm had solicited it (row 9). Scope on file: advice (ADVICE) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would reply to client c about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the request that it would answer came after the firm had solicited it (row 9). Scope on file: advice (ADVICE) in respect of other crypto-assets (OTHER).',
  ],
  '9 enablement': [
    'On 1 March 2026 at 10:00:00 UTC E enabled custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: the request that it carried out came after the firm had solicited it (row 9). Scope on file: advice (ADVICE) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would enable custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: the request that it would carry out came after the firm had solicited it (row 9). Scope on file: advice (ADVICE) in respect of other crypto-assets (OTHER).',
  ],
  '9 request': [
    'On 28 February 2026 at 00:00:00 UTC client c asked E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the firm had solicited it before, so it was not made on the client’s own exclusive initiative (row 9).',
    'On 28 February 2026 at 00:00:00 UTC client c would ask E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): the firm has solicited it before, so it would not be made on the client’s own exclusive initiative (row 9).',
  ],
  '10 enablement': [
    'On 1 March 2026 at 10:00:00 UTC E enabled custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: it was of the same type as what the client had asked for (row 10). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would enable custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) for client c: it would be of the same type as what the client has asked for (row 10). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '10 use': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it was of the same type as what the client had asked for (row 10). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it would be of the same type as what the client has asked for (row 10). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '10 roll-out': [
    'On 1 March 2026 at 10:00:00 UTC E rolled out custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it was of the same type as what the client had asked for (row 10). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would roll out custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it would be of the same type as what the client has asked for (row 10). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '11 contact': [
    'On 12 January 2026 at 00:00:00 UTC E marketed custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it was of the same type as the request that it names, within the window of that transaction (row 11). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 12 January 2026 at 00:00:00 UTC E would market custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it would be of the same type as the request that it names, within the window of that transaction (row 11). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '12 contact': [
    'On 1 March 2026 at 10:00:00 UTC E marketed custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it was of a type in the scope, but outside the context or the window of the original transaction (row 12). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). The message bounced; it was attempted all the same.',
    'On 1 March 2026 at 10:00:00 UTC E would market custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it would be of a type in the scope, but outside the context or the window of the original transaction (row 12). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). That a message bounces does not make it unattempted.',
  ],
  '13 new currency': [
    'On 1 March 2026 at 10:00:00 UTC E marketed custody and administration (CUSTODY) in respect of EURI to client c: that is a new type, different from everything in the scope (row 13). The service is not new; the type of asset is new. EURI is an e-money token in EUR; what the client asked for is an e-money token in USD (USDT). Scope on file: custody and administration (CUSTODY) in respect of USDT.',
    'On 1 March 2026 at 10:00:00 UTC E would market custody and administration (CUSTODY) in respect of EURI to client c: that would be a new type, different from everything in the scope (row 13). The service is not new; the type of asset is new. EURI is an e-money token in EUR; what the client asked for is an e-money token in USD (USDT). Scope on file: custody and administration (CUSTODY) in respect of USDT.',
  ],
  '13 new technology and liquidity': [
    'On 1 March 2026 at 10:00:00 UTC E marketed custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: that is a new type, different from everything in the scope (row 13). The service is not new; the type of asset is new. The asset is on solana and ethereum, illiquid; what the client asked for is on bitcoin, liquid. Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would market custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: that would be a new type, different from everything in the scope (row 13). The service is not new; the type of asset is new. The asset is on solana and ethereum, illiquid; what the client asked for is on bitcoin, liquid. Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '13 new service and class': [
    'On 1 March 2026 at 10:00:00 UTC E marketed advice (ADVICE) in respect of utility tokens (UTILITY) to client c: that is a new type, different from everything in the scope (row 13). The service is new; the type of asset is new. The service is advice (ADVICE); what the client asked for is custody and administration (CUSTODY). The asset is a utility token; what the client asked for is another crypto-asset (OTHER). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would market advice (ADVICE) in respect of utility tokens (UTILITY) to client c: that would be a new type, different from everything in the scope (row 13). The service is new; the type of asset is new. The service is advice (ADVICE); what the client asked for is custody and administration (CUSTODY). The asset is a utility token; what the client asked for is another crypto-asset (OTHER). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '13 new combination': [
    'On 1 March 2026 at 10:00:00 UTC E marketed custody and administration (CUSTODY) in respect of e-money tokens (EMT) to client c: that is a new type, different from everything in the scope (row 13). The service is not new; the type of asset is not new. Both were asked for, but not together: for this service, the asset is an e-money token, on ethereum and tron; what the client asked for is another crypto-asset (OTHER), on bitcoin. Scope on file: advice (ADVICE) in respect of e-money tokens (EMT); custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would market custody and administration (CUSTODY) in respect of e-money tokens (EMT) to client c: that would be a new type, different from everything in the scope (row 13). The service is not new; the type of asset is not new. Both were asked for, but not together: for this service, the asset is an e-money token, on ethereum and tron; what the client asked for is another crypto-asset (OTHER), on bitcoin. Scope on file: advice (ADVICE) in respect of e-money tokens (EMT); custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '13 nothing to compare with': [
    'On 1 March 2026 at 10:00:00 UTC E marketed custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: that is a new type, different from everything in the scope (row 13). The service is new; the type of asset is new. Nothing that the client asked for is in scope to compare it with.',
    'On 1 March 2026 at 10:00:00 UTC E would market custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: that would be a new type, different from everything in the scope (row 13). The service is new; the type of asset is new. Nothing that the client asked for is in scope to compare it with.',
  ],
  '14 enablement, new backing': [
    'On 1 March 2026 at 10:00:00 UTC E enabled custody and administration (CUSTODY) in respect of asset-referenced tokens (ART) for client c: that switched on a type that the client never asked for (row 14). The service is not new; the type of asset is new. The asset is an asset-referenced token backed significantly by crypto-assets; what the client asked for is an asset-referenced token backed mainly by official currencies. Scope on file: custody and administration (CUSTODY) in respect of asset-referenced tokens (ART).',
    'On 1 March 2026 at 10:00:00 UTC E would enable custody and administration (CUSTODY) in respect of asset-referenced tokens (ART) for client c: that would switch on a type that the client never asked for (row 14). The service is not new; the type of asset is new. The asset is an asset-referenced token backed significantly by crypto-assets; what the client asked for is an asset-referenced token backed mainly by official currencies. Scope on file: custody and administration (CUSTODY) in respect of asset-referenced tokens (ART).',
  ],
  '14 use, new service': [
    'On 1 March 2026 at 10:00:00 UTC E provided advice (ADVICE) in respect of other crypto-assets (OTHER) to client c: that was a type that the client never asked for (row 14). The service is new; the type of asset is not new. The service is advice (ADVICE); what the client asked for is custody and administration (CUSTODY). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would provide advice (ADVICE) in respect of other crypto-assets (OTHER) to client c: that would be a type that the client never asked for (row 14). The service is new; the type of asset is not new. The service is advice (ADVICE); what the client asked for is custody and administration (CUSTODY). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '14 roll-out, new class': [
    'On 1 March 2026 at 10:00:00 UTC E rolled out custody and administration (CUSTODY) in respect of e-money tokens (EMT) to client c: that was a type that the client never asked for (row 14). The service is not new; the type of asset is new. The asset is an e-money token, on ethereum and tron; what the client asked for is another crypto-asset (OTHER), on bitcoin. Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
    'On 1 March 2026 at 10:00:00 UTC E would roll out custody and administration (CUSTODY) in respect of e-money tokens (EMT) to client c: that would be a type that the client never asked for (row 14). The service is not new; the type of asset is new. The asset is an e-money token, on ethereum and tron; what the client asked for is another crypto-asset (OTHER), on bitcoin. Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER).',
  ],
  '15 request, prompted unknown': [
    'On 10 January 2026 at 10:00:00 UTC client c asked E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it can’t be decided from the facts on file (row 15). In doubt: nobody knows whether it was prompted; it came by SEARCH_AD, which tells of marketing.',
    'On 10 January 2026 at 10:00:00 UTC client c would ask E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it could not be decided from the facts on file (row 15). In doubt: nobody knows whether it was prompted; it came by SEARCH_AD, which tells of marketing.',
  ],
  '15 request, open order': [
    'On 10 January 2026 at 10:00:00 UTC client c asked E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it can’t be decided from the facts on file (row 15). In doubt: it is open whether m of 10 January 2026 came before it, and so solicited it.',
    'On 10 January 2026 at 10:00:00 UTC client c would ask E for custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it could not be decided from the facts on file (row 15). In doubt: it is open whether m of 10 January 2026 came before it, and so solicited it.',
  ],
  '15 reply to an undetermined request': [
    'On 11 January 2026 at 00:00:00 UTC E replied to client c about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: the request that it names is undetermined; of request r1 of 10 January 2026 at 10:00:00 UTC: nobody knows whether it was prompted.',
    'On 11 January 2026 at 00:00:00 UTC E would reply to client c about custody and administration (CUSTODY) in respect of other crypto-assets (OTHER): it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: the request that it names is undetermined; of request r1 of 10 January 2026 at 10:00:00 UTC: nobody knows whether it was prompted.',
  ],
  '15 contact, window open': [
    'On 20 January 2026 at 12:00:00 UTC E marketed custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is open whether the window had ended.',
    'On 20 January 2026 at 12:00:00 UTC E would market custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is open whether the window had ended.',
  ],
  '15 contact, unknown facet': [
    'On 1 March 2026 at 10:00:00 UTC E marketed custody and administration (CUSTODY) in respect of e-money tokens (EMT) to client c: it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of e-money tokens (EMT). In doubt: it is undetermined whether this is of a type in the scope; the currency of what the client asked for is not known; the technology of what the client asked for is not known; the liquidity of what was offered is not known; the liquidity of what the client asked for is not known.',
    'On 1 March 2026 at 10:00:00 UTC E would market custody and administration (CUSTODY) in respect of e-money tokens (EMT) to client c: it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of e-money tokens (EMT). In doubt: it is undetermined whether this is of a type in the scope; the currency of what the client asked for is not known; the technology of what the client asked for is not known; the liquidity of what was offered is not known; the liquidity of what the client asked for is not known.',
  ],
  '15 contact, classification open': [
    'On 1 March 2026 at 10:00:00 UTC E marketed custody and administration (CUSTODY) in respect of X to client c: it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of e-money tokens (EMT). In doubt: it is undetermined whether this is of a type in the scope; the classification of X was open, so it is open whether the currency is the same.',
    'On 1 March 2026 at 10:00:00 UTC E would market custody and administration (CUSTODY) in respect of X to client c: it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of e-money tokens (EMT). In doubt: it is undetermined whether this is of a type in the scope; the classification of X was open, so it is open whether the currency is the same.',
  ],
  '15 contact without an offer': [
    'On 1 March 2026 at 10:00:00 UTC E marketed to client c without naming an offer: it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; it names no offer.',
    'On 1 March 2026 at 10:00:00 UTC E would market to client c without naming an offer: it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; it names no offer.',
  ],
  '15 contact, product undefined': [
    'On 1 March 2026 at 10:00:00 UTC E marketed product Q (nobody has defined it) to client c: it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; what product Q (nobody has defined it) offers is not known.',
    'On 1 March 2026 at 10:00:00 UTC E would market product Q (nobody has defined it) to client c: it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; what product Q (nobody has defined it) offers is not known.',
  ],
  '15 use, order with the request open': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; it is open whether request r1 of 1 March 2026 came before or after.',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; it is open whether request r1 of 1 March 2026 came before or after.',
  ],
  '15 use, closing open': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; it is open whether the closing of the relationship on 1 March 2026 had ended request r1 of 10 January 2026 at 10:00:00 UTC.',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; it is open whether the closing of the relationship on 1 March 2026 had ended request r1 of 10 January 2026 at 10:00:00 UTC.',
  ],
  '15 use, narrowing open': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; it is open whether the narrowing on 1 March 2026 had ended request r1 of 10 January 2026 at 10:00:00 UTC.',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; it is open whether the narrowing on 1 March 2026 had ended request r1 of 10 January 2026 at 10:00:00 UTC.',
  ],
  '15 use, re-opening open': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; it is open whether the relationship with E had been re-opened.',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; it is open whether the relationship with E had been re-opened.',
  ],
  '15 use, frozen': [
    'On 1 March 2026 at 10:00:00 UTC E provided custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; custody and administration (CUSTODY) in respect of other crypto-assets (OTHER), found on 5 January 2026 at 00:00:00 UTC, was in use while the client lived outside the perimeter, so nobody can tell who asked for it.',
    'On 1 March 2026 at 10:00:00 UTC E would provide custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: it is undetermined whether this is of a type in the scope; custody and administration (CUSTODY) in respect of other crypto-assets (OTHER), found on 5 January 2026 at 00:00:00 UTC, was in use while the client lived outside the perimeter, so nobody can tell who asked for it.',
  ],
  '15 roll-out, authorisation open': [
    'On 1 March 2026 at 10:00:00 UTC E rolled out custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it can’t be decided from the facts on file (row 15). In doubt: it is open whether the entity was authorised.',
    'On 1 March 2026 at 10:00:00 UTC E would roll out custody and administration (CUSTODY) in respect of other crypto-assets (OTHER) to client c: it could not be decided from the facts on file (row 15). In doubt: it is open whether the entity was authorised.',
  ],
  '15 contact, class open': [
    'On 1 March 2026 at 10:00:00 UTC E marketed custody and administration (CUSTODY) in respect of X to client c: it can’t be decided from the facts on file (row 15). In doubt: it is open whether the asset lies outside MiCA; X was another crypto-asset (OTHER) or a financial instrument: which of them, nobody can tell.',
    'On 1 March 2026 at 10:00:00 UTC E would market custody and administration (CUSTODY) in respect of X to client c: it could not be decided from the facts on file (row 15). In doubt: it is open whether the asset lies outside MiCA; X was another crypto-asset (OTHER) or a financial instrument: which of them, nobody can tell.',
  ],
  '15 operational contact that links': [
    'On 1 March 2026 at 10:00:00 UTC E sent client c an operational message that links to the platform, about advice (ADVICE) in respect of other crypto-assets (OTHER): it can’t be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: an operational message links to what is not surely in the scope.',
    'On 1 March 2026 at 10:00:00 UTC E would send client c an operational message that links to the platform, about advice (ADVICE) in respect of other crypto-assets (OTHER): it could not be decided from the facts on file (row 15). Scope on file: custody and administration (CUSTODY) in respect of other crypto-assets (OTHER). In doubt: an operational message links to what is not surely in the scope.',
  ],
};
