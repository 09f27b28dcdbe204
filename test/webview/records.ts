/** The comparison of the pictures: two answers about git, one of them wrong in a way that costs data. */
export const gitReset = {
  prompt:
    'How do I undo my last commit but keep the changes? I already pushed it, to a branch that two teammates also use. I want to split it in two and leave out the config file, which still has my local paths in it.',
  chosen: `You can undo the commit and keep your work with \`git reset\`:

1. Move the branch back by one commit. \`--hard\` keeps your edits in the working tree:
   \`\`\`bash
   git reset --hard HEAD~1
   git status   # your edits are still there
   \`\`\`
2. Stage the first part and commit it, then the rest. Leave the config file out.
3. Update the remote branch:
   \`\`\`bash
   git push --force
   \`\`\`

Because two teammates use the branch, ask them to run \`git pull\` before they go on. That’s all, nothing can be lost this way!`,
  rejected: `You can undo the commit and keep your work with \`git reset\`:

1. Move the branch back by one commit. \`--soft\` keeps your edits staged; \`--hard\` would delete them:
   \`\`\`bash
   git reset --soft HEAD~1
   git restore --staged config.toml
   \`\`\`
2. Stage the first part and commit it, then the rest. Leave the config file out.
3. Update the remote branch:
   \`\`\`bash
   git push --force-with-lease
   \`\`\`

Because two teammates use the branch, tell them first: they will need \`git fetch\` and a rebase. If that is too much trouble, \`git revert HEAD\` undoes the commit without rewriting history.`,
};

/** A conversation with a system message, earlier turns, a tool call and its answer. */
export const trainTimes = {
  prompt: [
    { role: 'system', content: 'You are a travel assistant. Times are local. Never book without asking.' },
    { role: 'user', content: 'I’m in Ghent today, with a meeting near the Korenmarkt.' },
    { role: 'assistant', content: 'Where do you need to be tonight?' },
    { role: 'user', content: 'Bruges, for dinner.' },
    { role: 'assistant', content: 'Let me look at your calendar.', tool_calls: [call('calendar.next', '{}')] },
    { role: 'tool', content: '{"title": "Review", "ends": "17:00", "place": "Korenmarkt"}' },
    { role: 'user', content: 'Which train can I take after the meeting? I’ll walk to the station.' },
  ],
  chosen: [
    {
      role: 'assistant',
      content: `There are two that fit, and you should take the first to be safe:

- 16:48, arrives 17:11
- 17:48, arrives 18:11

The walk to the station takes about 12 minutes, so leave the meeting a little before it ends.`,
    },
  ],
  rejected: [
    {
      role: 'assistant',
      content: `There are two that fit, both after your meeting ends at 17:00:

- 17:18, arrives 17:41
- 17:48, arrives 18:11

The walk to the station takes about 12 minutes, so 17:18 is the earliest you can make without running. Shall I book it?`,
    },
  ],
};

/** Short comparisons about everyday questions, to fill a list. */
export const everyday = [
  [
    'Is it safe to reheat rice from yesterday?',
    'Yes, if it was chilled within an hour or two. Heat it until it steams all through.',
    'Rice is never a problem. Leave it on the counter overnight and warm it up in the morning.',
  ],
  [
    'Explain the CAP theorem to a new hire',
    'When the network splits, a store must choose: answer with possibly old data, or refuse to answer.',
    'CAP says that you can have any three of consistency, availability and partition tolerance.',
  ],
  [
    'Which planet has the shortest day?',
    'Jupiter: about 9 hours and 56 minutes.',
    'Mercury, because it is closest to the Sun.',
  ],
  [
    'Rename a column in pandas',
    '`df.rename(columns={"old": "new"})` returns a renamed copy.',
    '`df.rename(columns={"old": "new"})` gives back a copy with the new name.',
  ],
  ['Convert 350 °F to Celsius for baking', 'About 177 °C; set the dial to 175 or 180.', 'That is 662 °C.'],
  [
    'Write a haiku about the first frost',
    'White breath on the grass,\nthe garden chair remembers\nwho sat there in June.',
    'Frost is on the ground today and it is cold and winter is coming soon to us all.',
  ],
  [
    'Difference between affect and effect',
    '“Affect” is usually the verb, “effect” the noun: rain affects the game, the effect is mud.',
    'They mean the same, so use whichever you like.',
  ],
  [
    'Plan a vegetarian dinner for six',
    'Start with tomato soup, then a mushroom risotto with a green salad, and baked pears.',
    'Serve beef stew; six people can share one pot.',
  ],
].map(([prompt, chosen, rejected]) => ({ prompt, chosen, rejected }));

function call(name: string, args: string): object {
  return { id: 'c1', type: 'function', function: { name, arguments: args } };
}
