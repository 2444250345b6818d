import { known, unknown, type Gap, type Known } from '../model/known.ts';
import { actionOf, type Call } from './calls.ts';

export type Response = Readonly<Record<string, unknown>>;

/**
 * Asks one call and answers with the whole response, all pages joined; `undefined` when AWS says that there is no
 * such thing. Never throws for what AWS refuses: that is a gap.
 */
export type Ask = (
  call: Call,
  input: Readonly<Record<string, unknown>>,
  isEnough?: IsEnough,
) => Promise<Known<Response | undefined>>;

/** Told after every page but the last; true ends the reading there, and the answer says by its token that it is cut. */
export type IsEnough = (soFar: Response, pages: number) => boolean;

/** The member of a response that feeds one field; one that is not there is no empty list. */
export function cutMember(call: Call, index: number, response: Response | undefined): Known<unknown> {
  const member = call.members[index];
  // GetDocument's answer is the response itself; a setting that AWS does not know is one without a value.
  if (call.operation === 'GetDocument')
    return known(response === undefined ? undefined : documentOf(response));
  if (response === undefined) return known({});
  const value = member === undefined ? undefined : response[member];
  if (value !== undefined) return known(value);
  return unknown({
    kind: 'api-error',
    action: actionOf(call),
    code: 'UnexpectedAnswer',
    message: `no ${member ?? ''} in it`,
  });
}

function documentOf({ Name, Content, DocumentFormat }: Response): Response {
  return { Name, Content, DocumentFormat };
}

export function notCollected(call: Call): Gap {
  return { kind: 'not-collected', action: actionOf(call) };
}
