import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient, InferSchemaOutput } from '@orpc/contract'
import type { Contract } from '../src/contracts.ts'
import { keptLanguage } from './kit/language.ts'
import { tellSilence, unheard } from './silence.ts'

const link = new RPCLink({
  url: () => `${location.origin}/rpc`,
  headers: () => ({ 'x-tandem-request': '1', 'accept-language': keptLanguage() }),
  fetch: async (request, init) => {
    try {
      await tellSilence()
      return await fetch(request, { ...init, credentials: 'same-origin' })
    } catch (error) {
      unheard()
      throw error
    }
  },
})

/** Every call of the server, typed by its contracts. */
export const call: ContractRouterClient<Contract> = createORPCClient(link)

/** What went wrong, in the user's language: the server says it, or the network is away. */
export function errorText(error: unknown, offline: string): string {
  return error instanceof ORPCError ? error.message : offline
}

/** The error of a reply that came by another way than the calls: a picture that was sent. */
export async function refusedBy(reply: Response): Promise<Error> {
  const said = (await reply.json().catch(() => null)) as { code: string; message: string } | null
  if (!said) return new Error(`the reply ${reply.status} says nothing`)
  return new ORPCError(said.code, { status: reply.status, message: said.message })
}

/** True when the server said no: asking again would not help. */
export const answeredNo = (error: unknown): boolean =>
  error instanceof ORPCError && error.status < 500

/** What is asked for is not there, or not this person's; a mangled link names nothing that could be. */
export const notThere = (error: unknown): boolean =>
  (error instanceof ORPCError && error.status === 404) || isMangled(error)

/** The role does not allow it: asking again would not help. */
export const mayNot = (error: unknown): boolean =>
  error instanceof ORPCError && error.status === 403

/** Only ids are wrong: people write none, so the address of the page was cut or mistyped. */
export function isMangled(error: unknown): boolean {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return false
  const fields = (error.data as { fields?: { field: string }[] } | undefined)?.fields ?? []
  return fields.length > 0 && fields.every(({ field }) => /(^id|Id)$/.test(field))
}

type PlaceErrors = Contract['ordering']['place']['~orpc']['errorMap']['REFUSED']['data']
export type PlaceRefusal = InferSchemaOutput<PlaceErrors>

/** The refusal that an error carries, or null when it is something else. */
export const refusalOf = (error: unknown): { code: string } | null =>
  error instanceof ORPCError && error.code === 'REFUSED' ? (error.data as { code: string }) : null

export const signedOut = (error: unknown): boolean =>
  error instanceof ORPCError && error.code === 'SIGN_IN'
