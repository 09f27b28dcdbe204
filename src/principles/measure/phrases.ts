/** Words and phrases by what they do. Lower case, straight apostrophes; matched as whole words. English. */
const lists = {
  hedge:
    'might|may|maybe|perhaps|possibly|probably|likely|could be|seems|seem|appears|appear to|somewhat|generally|usually|often|sometimes|typically|i think|i believe|i guess|i suppose|in my opinion|it depends|depending on|roughly|approximately|arguably|to some extent|as far as i know|not sure',
  certain:
    'definitely|certainly|always|never|clearly|obviously|undoubtedly|absolutely|surely|without a doubt|no doubt|of course|guaranteed|must|proven|indeed|exactly|precisely|in fact|completely|totally|entirely|every time',
  apology: "sorry|apologize|apologise|apologies|apology|my bad|forgive me|i regret|pardon me|i'm afraid",
  disclaimer:
    "as an ai|as a language model|as an ai language model|i'm an ai|i am an ai|i'm just an ai|i am just an ai|as an assistant|as an artificial intelligence|i am a language model|i'm a language model|as a large language model|i'm a computer|i am a computer|i don't have personal|i do not have personal|i don't have feelings|my training data|my knowledge cutoff|i cannot browse|i'm not a doctor|i am not a doctor|i'm not a lawyer|i am not a lawyer|not legal advice|not medical advice|not financial advice",
  refusal:
    "i can't help|i cannot help|i can not help|can't assist|cannot assist|i won't help|i won't do|i won't tell|i won't give|i won't provide|i won't answer|i won't be able|i will not help|i will not do|i will not tell|i will not give|i will not provide|i will not answer|i will not be able|i'm not able to|i am not able to|i'm unable to|i am unable to|i can't do that|i cannot do that|can't provide|cannot provide|i can't give|i cannot give|i can't answer|i cannot answer|i can't recommend|i cannot recommend|i can't tell you|i cannot tell you|i can't support|i don't feel comfortable|i do not feel comfortable|i'm not comfortable|i am not comfortable|i refuse|i must decline|i have to decline|i decline|not something i can|i shouldn't|i should not|i'd rather not|i would rather not|i don't want to help|i do not want to help|can't in good conscience|i can't suggest|i cannot suggest|i can't fulfill|i cannot fulfill|can't comply|cannot comply|i'm not going to|i am not going to|i'm not willing|can't condone|cannot condone|i don't think i can help|i don't think i should",
  warning:
    "warning|caution|careful|beware|danger|dangerous|risk|risks|risky|unsafe|hazard|hazardous|keep in mind|important to note|be aware|make sure|avoid|do not attempt|don't attempt|side effects|precaution|precautions|at your own risk|hazards|safety",
  professional:
    'doctor|physician|therapist|psychologist|counselor|counsellor|lawyer|attorney|pharmacist|veterinarian|vet|professional|professionals|specialist|hotline|helpline|911|emergency services|police|financial advisor|medical attention|expert advice|authorities',
  moral:
    "illegal|unethical|immoral|inappropriate|morally|ethical|ethically|wrong to|not okay|not ok|against the law|harmful|offensive|disrespectful|hurtful|unacceptable|shouldn't do|should not do|hurt someone|hurt people|hurting|crime|a bad idea|respectful|discrimination|discriminatory|stereotype|stereotypes|stereotyping",
  alternative:
    'instead|alternatively|alternative|alternatives|another option|other options|rather than|you could also|another way|other ways|or else you|one option',
  unknown:
    "i don't know|i do not know|i'm not sure|i am not sure|i'm not certain|i am not certain|i have no idea|i'm not familiar|i am not familiar|i don't have information|i do not have information|i don't have enough|i'm not aware|i am not aware|hard to say|no way of knowing|i couldn't find|i don't understand|i do not understand|not clear what",
  clarify:
    'what do you mean|could you clarify|can you clarify|could you explain|can you tell me more|could you tell me more|can you provide more|could you provide more|can you be more specific|could you be more specific|could you give me more|can you give me more|do you mean|did you mean|are you asking|are you looking for|what kind of|what type of|which one|can you share more|more information about|more details about|what are you|what would you like|do you want|would you like|do you have any|have you tried',
  closing:
    "let me know|feel free|hope this helps|hope that helps|hope it helps|if you have any|if you need any|if you need more|happy to help|anything else|any other questions|any more questions|further assistance|glad to help|i'd be happy to|i would be happy to|would you like me to|do you want me to|reach out",
  polite:
    "please|thank|thanks|thank you|you're welcome|you are welcome|welcome|kindly|appreciate|grateful|respectfully|my pleasure|excuse me|dear|sincerely",
  friendly:
    'hi|hello|hey|glad|happy to|great question|good question|good luck|enjoy|have fun|cheers|sounds like|sounds great|awesome|wonderful|fantastic|congratulations|congrats|nice|lovely|my friend|take care|best of luck|have a great|love to|exciting|delighted',
  praise:
    "great question|good question|excellent question|interesting question|great idea|good idea|great choice|good choice|great job|good job|well done|nice work|excellent choice|you are right|you're right|absolutely right|good point|great point|proud of you|good for you|kudos",
  empathy:
    "i understand how|i understand that you|i understand you|i completely understand|i'm sorry to hear|i am sorry to hear|sorry to hear|sorry you|that must be|that must have|that must feel|must be hard|must feel|i can imagine|i hear you|it's okay to|it is okay to|it's normal to|it is normal to|you're not alone|you are not alone|sounds hard|sounds difficult|sounds frustrating|sounds tough|your feelings|understandable|i know how|here for you|feel better|going through|hang in there|it's understandable|how you feel",
  emotion:
    'love|loved|hate|hated|happy|happiness|sad|sadness|angry|anger|afraid|fear|scared|excited|exciting|joy|joyful|grief|lonely|worried|worry|anxious|anxiety|hope|hopeful|heart|tears|cry|crying|delight|thrilled|upset|frustrated|frustrating|hurt|pain|proud|ashamed|guilty|surprised|amazing|beautiful|terrible|horrible|wonderful|awful|passion',
  humour:
    'haha|hahaha|lol|lmao|joke|jokes|joking|kidding|funny|hilarious|pun|punchline|laugh|laughing|silly|prank|ridiculous|just kidding|comedy|witty',
  example:
    'for example|for instance|e g|example|examples|such as|to illustrate|imagine|suppose|consider the following|case in point|as an illustration',
  source:
    'according to|study|studies|research|researchers|source|sources|cited|citation|journal|survey|published|report by|reported by|reference|references|wikipedia|statistics show|evidence suggests|data from|book by|website|official site',
  reason:
    'because|since|therefore|thus|hence|so that|due to|as a result|which means|this means|the reason|reasons|in order to|that is why|this is why|consequently|owing to|caused by|leads to',
  contrast:
    'however|on the other hand|although|though|whereas|while|but|nevertheless|nonetheless|in contrast|conversely|despite|on the contrary|pros and cons|advantages|disadvantages|both sides|some people|others|it depends|drawbacks|yet',
  order:
    'first|firstly|second|secondly|third|thirdly|next|then|finally|lastly|after that|step|to begin|to start|begin by|start by|once you|afterwards|in the end',
  summary:
    'in conclusion|in summary|to summarize|to summarise|to sum up|in short|overall|to conclude|all in all|in a nutshell|the bottom line|key takeaway|key takeaways|tl dr|ultimately|summing up',
  advice:
    "you should|you could|you can|you might|try to|try|i recommend|i suggest|i'd recommend|i'd suggest|i would recommend|i would suggest|consider|recommended|it's best to|it is best to|make sure to|be sure to|you may want|you'll want|you will want|tips|tip",
  informal:
    "yeah|yep|nope|gonna|wanna|gotta|kinda|sorta|cool|stuff|ok|okay|guys|dude|hey|yup|awesome|btw|lol|u|ur|thx|pls|ain't|y'all|bunch of|a lot of|lots of|super|pretty much|no worries|bucks|kid|kids",
  formal:
    'furthermore|moreover|therefore|thus|hence|consequently|additionally|nevertheless|nonetheless|regarding|concerning|pursuant|accordingly|wherein|whereby|notwithstanding|in accordance|with respect to|in addition|utilize|facilitate|subsequently|respectively|significant|substantial|comprehensive|particularly|specifically|individuals|numerous|various|essential|ensure|require|obtain|provide|provides|demonstrate|indicate|constitute',
  profanity:
    'fuck|fucking|fucked|fucker|motherfucker|shit|shitty|bullshit|bitch|bitches|asshole|bastard|damn|dick|crap|cunt|piss|pissed|slut|whore|ass|hell|goddamn|douchebag|dumbass|screw you|sucks',
  vague:
    'things|thing|stuff|something|some kind|various|several|many|a lot|lots|some|somehow|somewhat|etc|and so on|and so forth|kind of|sort of|certain',
  definition:
    'refers to|is defined as|means that|is a type of|is a kind of|is the process|is called|are called|known as|also known as|stands for|the term|in other words|that is to say|definition',
  person: "i|i'm|i'd|i've|i'll|me|my|mine|myself",
  reader: "you|you're|you'd|you've|you'll|your|yours|yourself|yourselves",
  together: "we|we're|we'd|we've|we'll|us|our|ours|ourselves|let's|together",
  preamble:
    "sure|certainly|of course|absolutely|great question|good question|excellent question|that's a great|that is a great|that's a good|that's an interesting|interesting question|thank you for|thanks for|i'd be happy|i would be happy|happy to help|okay|ok|well|alright|hello|hi|hey|here is|here are|here's|i understand that you|i see|i can help|let me|yes of course|definitely|as an ai|no problem",
} as const;

/** A kind of phrase that is counted. */
export type PhraseKind = keyof typeof lists;

/** All kinds, in a fixed order. */
export const phraseKinds = Object.keys(lists) as readonly PhraseKind[];

interface Phrase {
  /** The words after the first. */
  readonly rest: readonly string[];
  readonly kind: PhraseKind;
}

const starters = new Map<string, Phrase[]>();
for (const kind of phraseKinds) {
  for (const phrase of new Set(lists[kind].split('|'))) {
    const [first, ...rest] = phrase.split(' ');
    const known = starters.get(first!);
    if (known) known.push({ rest, kind });
    else starters.set(first!, [{ rest, kind }]);
  }
}

/** Calls `found` for every phrase that begins at word `at`. Bounded work a word, whatever the text. */
export function phrasesAt(words: readonly string[], at: number, found: (kind: PhraseKind) => void): void {
  const candidates = starters.get(words[at]!);
  if (candidates === undefined) return;
  for (const { rest, kind } of candidates) {
    let matched = 0;
    while (matched < rest.length && words[at + 1 + matched] === rest[matched]) matched++;
    if (matched === rest.length) found(kind);
  }
}
