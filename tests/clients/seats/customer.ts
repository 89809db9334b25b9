/** A customer's widget in Clara's seat, as a process of its own: without any credential, over the customer side of the API. `node customer.ts POST-ADDRESS BODY` */

const [, , address = '', body = ''] = process.argv
const headers = { 'content-type': 'application/json' }

const asked = await fetch(address, { method: 'POST', headers, body })
const { id } = (await asked.json()) as { id: string }
const [cookie = ''] = (asked.headers.get('set-cookie') ?? '').split(';')

async function says(operation: object): Promise<void> {
  await fetch(`${address}/${id}`, { method: 'POST', headers: { ...headers, cookie }, body: JSON.stringify(operation) })
}

await says({ operationName: 'SendMessage', text: 'Hello, where is my refund?' })
for (let heard = ''; !heard.includes('I have approved it'); ) {
  const feed = await fetch(`${address}/${id}/messages?index=0`, { headers: { cookie } })
  heard = await feed.text()
  await new Promise((done) => setTimeout(done, 20))
}
await says({ operationName: 'Complete' })
