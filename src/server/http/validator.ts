import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Convert } from 'typebox/value'

/** Checks what came by its schema. Numbers in an address come as text and are read as such; a body is taken as it is. */
export const validator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema)
  return (given: unknown) => {
    const value = httpPart === 'body' ? given : Convert(schema, given)
    return check.Check(value) ? { value } : { error: new Error(httpPart ?? 'request') }
  }
}
