/** As whom the trainer is about to say something; null while it is not. */
class SayingAs {
  who = $state<string | null>(null)
}

export const sayingAs = new SayingAs()
