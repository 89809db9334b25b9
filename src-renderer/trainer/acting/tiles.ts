/** Where windows go so that all are seen: agents in a grid, customers in a narrow column beside it. In the words of `window.open`. */

const customerWidth = 420

export function tiles(agents: number, customers: number, { width, height }: { width: number; height: number }): string[] {
  const besideWidth = customers === 0 ? 0 : Math.min(customerWidth, Math.floor(width / 3))
  const across = Math.ceil(Math.sqrt(agents))
  const down = Math.ceil(agents / Math.max(1, across))
  const agentSize = { width: Math.floor((width - besideWidth) / Math.max(1, across)), height: Math.floor(height / Math.max(1, down)) }
  const ofAgents = Array.from({ length: agents }, (_, place) =>
    features({ left: (place % across) * agentSize.width, top: Math.floor(place / across) * agentSize.height, ...agentSize })
  )
  const customerHeight = Math.floor(height / Math.max(1, customers))
  const ofCustomers = Array.from({ length: customers }, (_, place) =>
    features({ left: width - besideWidth, top: place * customerHeight, width: besideWidth, height: customerHeight })
  )
  return [...ofAgents, ...ofCustomers]
}

function features(place: { left: number; top: number; width: number; height: number }): string {
  return Object.entries(place).map(([name, value]) => `${name}=${value}`).join(',')
}
