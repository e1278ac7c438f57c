import { z } from 'zod'
import type { ApiOperation } from './api-operation.ts'
import { schemas } from './schemas.ts'

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: object) => ({ 'application/json': { schema } })

/** The OpenAPI document, made of the table of operations and the schemas that judge them (REG-142). */
export function openApiDocument(operations: readonly ApiOperation[], apiBase: string, tokenUrl: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations) {
    if (operation.alias === true) continue
    paths[operation.path] ??= {}
    Object.assign(paths[operation.path] ?? {}, { [operation.method.toLowerCase()]: describeOperation(operation) })
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Portvakt self-service API',
      version: '1',
      description: `Every path exists with /api/v1 before it too. Access tokens come from ${tokenUrl} by the JWT grant.`,
    },
    servers: [{ url: apiBase }],
    security: [{ machineToken: [] }],
    paths,
    components: {
      securitySchemes: {
        machineToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: `For a machine: from ${tokenUrl}, by the JWT grant.`,
        },
        userToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'For a citizen: the access token that a login gave the client.',
        },
      },
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => {
          const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io: 'input' })
          return [name, described]
        }),
      ),
    },
  }
}

function describeOperation(operation: ApiOperation): object {
  const { path, query = {}, request, answer, observed, scopes } = operation
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const success = {
    description: 'Done.',
    ...(answer === 'empty'
      ? {}
      : {
          content: json(
            answer.list === true ? { type: 'array', items: reference(answer.schema) } : reference(answer.schema),
          ),
        }),
  }
  return {
    summary: operation.summary,
    ...(scopes.length === 0
      ? { security: [] }
      : { description: `Opened by one of the scopes ${scopes.join(', ')}.`, security: securityOf(operation) }),
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...Object.entries(query).map(([name, description]) => ({
        name,
        in: 'query',
        description,
        schema: { type: 'string' },
      })),
    ],
    ...(request === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: request === 'text' ? { 'text/plain': { schema: { type: 'string' } } } : json(reference(request)),
          },
        }),
    responses: {
      [operation.success ?? 200]: success,
      ...(observed === undefined ? {} : { [observed]: { ...success, description: 'Done, in the profile observed.' } }),
      default: { description: 'Refused.', content: json(reference('Error')) },
    },
  }
}

/** Any one of the schemes will do. */
const securityOf = ({ tokens = 'machine' }: ApiOperation): readonly object[] => [
  ...(tokens === 'user' ? [] : [{ machineToken: [] }]),
  ...(tokens === 'machine' ? [] : [{ userToken: [] }]),
]
