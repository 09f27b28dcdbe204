import { hashText, joinHashes } from './hash.ts';

/** English word lists behind the wording features: phrases of one to three words, separated by `|`. */
const lists = {
  stop: 'the|a|an|and|or|but|if|of|to|in|on|at|by|for|with|from|as|is|are|was|were|be|been|being|it|its|this|that|these|those|there|here|which|who|whom|what|when|where|why|how|not|no|do|does|did|have|has|had|will|would|can|could|should|i|you|he|she|we|they|me|him|her|us|them|my|your|his|our|their|so|than|then|too|very|just|also|about|into|over|some|any|all|more|most|other|such|only|own|same|both|each|because|while',
  hedge:
    "maybe|perhaps|possibly|probably|might|may|could be|seems|seem|appears|likely|unlikely|generally|usually|typically|often|sometimes|somewhat|roughly|about|around|i think|i believe|i guess|i suppose|in my opinion|it depends|depends on|sort of|kind of|not sure|it's possible|it is possible|tend to|tends to|apparently",
  refuse:
    "i can't|i cannot|i can not|i won't|i will not|i'm not able|i am not able|unable to|i'm unable|i am unable|not comfortable|i shouldn't|i should not|can't help|cannot help|can't assist|cannot assist|can't provide|cannot provide|can't do|i'd rather not|i refuse|i decline|not going to|won't help|don't want to|against the law|not appropriate|isn't appropriate|inappropriate|i wouldn't|can't recommend|wouldn't recommend|not allowed",
  apology:
    "sorry|apologize|apologies|apologise|my apologies|i apologize|i'm sorry|i am sorry|forgive me|regret|my mistake|my bad",
  firstPerson: "i|me|my|mine|myself|i'm|i've|i'd|i'll",
  secondPerson: "you|your|yours|yourself|you're|you've|you'd|you'll",
  firstPlural: "we|us|our|ours|ourselves|we're|we've|we'll|let's",
  thirdPerson: "he|she|they|him|her|them|his|hers|their|theirs|they're|he's|she's",
  closing:
    "let me know|hope this helps|hope that helps|i hope this|feel free|if you have|if you need|happy to help|glad to help|anything else|good luck|enjoy your|take care|best of luck|have a great|have a good|you're welcome|any other questions|any questions|does that help|is there anything",
  opening:
    'sure|of course|certainly|absolutely|great question|good question|no problem|definitely|here are|here is|here you go|okay|ok|well|great|yes|yeah|yep|alright|got it',
  machine:
    "as an ai|language model|i'm an ai|am an ai|i'm just an|artificial intelligence|i'm a computer|i am a computer|i'm a bot|an ai assistant|i don't have feelings|my training|virtual assistant|trained to|programmed to|i'm a machine|a robot|an assistant",
  negation:
    "not|no|never|none|nothing|nobody|neither|nor|don't|doesn't|didn't|isn't|aren't|wasn't|weren't|won't|wouldn't|can't|cannot|couldn't|shouldn't|haven't|hasn't|hadn't|without",
  positive:
    'good|great|best|better|love|nice|wonderful|excellent|helpful|enjoy|fun|beautiful|happy|safe|healthy|easy|delicious|perfect|interesting|amazing|useful|favorite|glad|fantastic|important|benefit|effective|success|kind|respect|support',
  negative:
    'bad|worse|worst|wrong|hate|terrible|awful|horrible|stupid|dumb|ugly|boring|sad|angry|annoying|difficult|problem|problems|dangerous|sick|pain|hurt|poor|useless|ridiculous|disgusting|gross|lazy|fail|failed',
  insult:
    'idiot|idiots|moron|fool|loser|jerk|bastard|ass|damn|shit|fuck|fucking|crap|hell|dick|scum|trash|freak|creep|pathetic|shut up',
  harm: 'kill|murder|die|death|dead|weapon|weapons|gun|guns|bomb|bombs|explosive|explosives|poison|drug|drugs|cocaine|meth|heroin|marijuana|weed|steal|stealing|theft|rob|robbery|hack|hacking|illegal|crime|criminal|violence|violent|attack|rape|abuse|torture|terrorist|suicide|sex|porn|racist|racism|jail|prison|police|arrested|fraud|scam|cheat|blackmail|kidnap|stab|shoot|fight|harm|revenge|spy|stalk|alcohol|drunk',
  advice:
    "should|must|need to|have to|ought to|make sure|be sure|be careful|try to|i recommend|i'd recommend|i suggest|i'd suggest|i would suggest|i would recommend|consider|avoid|you may want|you might want|you can|you could|it's best|best to|it's important|important to|remember to|keep in mind",
  warning:
    'dangerous|danger|risk|risks|risky|careful|caution|warning|illegal|unsafe|harmful|unethical|immoral|consequences|professional|doctor|lawyer|therapist|seek help|get help|hotline|emergency|consult',
  polite: 'please|thank you|thanks|welcome|appreciate|pleasure|kindly|excuse me',
  empathy:
    "i understand|sorry to hear|that sounds|must be|i'm here|it's okay|it's normal|understandable|how are you|you feel|feel about|you're feeling|sounds like|i hear you|that's tough|hard time|be hard",
  connective:
    'because|therefore|however|although|though|since|thus|hence|moreover|furthermore|in addition|as a result|on the other|instead|whereas|while|despite|unless|otherwise|for this reason|in fact|in other words|in conclusion|so that|in order to',
  example:
    'for example|for instance|such as|e.g|like this|including|examples|an example|in particular|specifically|namely',
  sequence: 'first|second|third|next|then|finally|lastly|step|steps|after that|before|once|begin|start by',
  citation:
    'according to|study|studies|research|researchers|evidence|report|reported|statistics|survey|published|journal|university|source|sources|data|percent|scientists|expert|experts|wikipedia',
  modal: 'can|could|may|might|would|should|shall|must|will',
  ignorance:
    "i don't know|don't know|i'm not sure|not sure|i am not sure|no idea|i'm not familiar|not familiar|i don't understand|don't understand|i'm confused|i don't have|haven't heard|i'm not certain|can't find|couldn't find|not certain",
  askBack:
    "what do you|do you mean|could you|can you|would you|do you want|do you have|are you|did you|which one|what kind|what type|how many|tell me|what is your|what are you|would you like|what are your|what's your|why do you|how do you|is there|have you|does that|what would you|can i ask|may i ask",
  emphasis:
    'very|really|extremely|totally|completely|absolutely|so much|definitely|truly|highly|incredibly|always|never|everyone|nobody',
  agree: "i agree|you're right|that's right|that's true|exactly|correct|makes sense|true|right",
  disagree: "i disagree|that's not|isn't true|not true|incorrect|wrong|i don't think|i don't agree|but",
  moral:
    'right|wrong|moral|ethical|fair|unfair|justice|rights|freedom|respect|responsible|responsibility|values|legal|law|laws|society|people',
} as const;

/** A word list behind a wording feature. */
export type WordList = keyof typeof lists;

/** Names of the word lists; a list's place is its bit in `bitsOf`. */
export const wordLists = Object.keys(lists) as WordList[];

const bits = new Map<number, number>();
const heads = new Set<number>();
for (const [place, list] of wordLists.entries()) {
  for (const phrase of lists[list].split('|')) {
    const parts = phrase.split(/[ .]/).map(hashText);
    let hash = parts[0]!;
    for (const part of parts.slice(1)) {
      heads.add(hash);
      hash = joinHashes(hash, part);
    }
    bits.set(hash, (bits.get(hash) ?? 0) | (1 << place));
  }
}

/** Occurrences of each list's phrases (a phrase of two words counts once). */
export function countLists(hashes: Int32Array, into: Float64Array): void {
  into.fill(0);
  const add = (mask: number): void => {
    let rest = mask;
    while (rest !== 0) {
      const place = 31 - Math.clz32(rest & -rest);
      into[place]!++;
      rest &= rest - 1;
    }
  };
  for (let i = 0; i < hashes.length; i++) {
    const one = hashes[i]!;
    const mask = bits.get(one);
    if (mask !== undefined) add(mask);
    if (i + 1 >= hashes.length || !heads.has(one)) continue;
    const two = joinHashes(one, hashes[i + 1]!);
    const masks = bits.get(two);
    if (masks !== undefined) add(masks);
    if (i + 2 >= hashes.length || !heads.has(two)) continue;
    const three = bits.get(joinHashes(two, hashes[i + 2]!));
    if (three !== undefined) add(three);
  }
}
