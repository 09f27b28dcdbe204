/** Names of fields in the formats that are read, and odd ones. */
export const recordKeys: readonly string[] = [
  ...['prompt', 'chosen', 'rejected', 'question', 'response_a', 'response_b', 'label', 'winner', 'text', 'content'],
  ...['role', 'messages', 'conversation_a', 'conversation_b', 'input', 'output', 'preferred_output'],
  ...['non_preferred_output', 'completion', 'completions', 'responses', 'response', 'score', 'score_a', 'score_b'],
  ...['score_chosen', 'score_rejected', 'rating', 'ratings', 'annotator', 'annotations', 'model', 'model_a', 'model_b'],
  ...['images', 'image', 'url', 'path', 'bytes', 'tools', 'tool_calls', 'function', 'name', 'arguments', 'history'],
  ...['system', 'instruction', 'answers', 'rank', 'ranking', 'better_response_id', 'is_response_0_safe', 'response_0'],
  ...['response_1', 'preference', 'preference_strength', 'overall', 'choices', 'summaries', 'info', 'post', 'choice'],
  ...['conversations', 'from', 'value', 'human', 'gpt', 'user', 'assistant', 'id', 'source', 'prompt_id', 'qid'],
  ...['__proto__', 'constructor', 'hasOwnProperty', 'length', '', '0'],
];
