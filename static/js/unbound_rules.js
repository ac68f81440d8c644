// Written by `python -m reports.engine.unbound_rules`, where the rules are explained.
export default {
  "mask": "\ufffc",
  "letter": "\u00e9",
  "longest": 18,
  "otherNumeral": "\u2460",
  "raised": "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079",
  "lowered": "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089",
  "fractionSigns": {
    "\u00bd": "0.5",
    "\u00bc": "0.25",
    "\u00be": "0.75",
    "\u2152": "0.1",
    "\u2155": "0.2",
    "\u2156": "0.4",
    "\u2157": "0.6",
    "\u2158": "0.8",
    "\u215b": "0.125",
    "\u215c": "0.375",
    "\u215d": "0.625",
    "\u215e": "0.875",
    "\u2153": "",
    "\u2154": "",
    "\u2159": "",
    "\u215a": "",
    "\u2150": "",
    "\u2151": "",
    "\u215f": "",
    "\u2189": ""
  },
  "tokens": "\\{\\{ ?note ?:|\\{\\{[^{}]*\\}\\}|\\{\\{|\\}\\}",
  "exempt": [
    [
      "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:https?:\\/\\/|www\\.)[^ \\n\\ufffc]+",
      ""
    ],
    [
      "(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]+\\.)+(?:com|org|net|eu|uk)(?:\\/[^ \\n\\ufffc]*)?(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9.,])\\+[0-9]{1,3}(?:[ -]?\\(?[0-9]{2,6}\\)?){2,4}(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9.,])\\(?0[1-9][0-9]{1,4}\\)?(?:[ -][0-9]{3,7}){1,3}(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9.,])0[1-9][0-9]{8,9}(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)? (?:Sept|Apr|Aug|Dec|Feb|Jan|Jul|Jun|Mar|Nov|Oct|Sep)\\.? '?[0-9][0-9](?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?-(?:(?:SEPTEMBER|September|DECEMBER|December|FEBRUARY|February|NOVEMBER|November|JANUARY|January|OCTOBER|October|AUGUST|August|APRIL|April|MARCH|March|JULY|JUNE|July|June|MAY|May)(?![A-Za-z0-9\\u00e9])|(?:Sept|Apr|Aug|Dec|Feb|Jan|Jul|Jun|Mar|Nov|Oct|Sep)\\.?(?![A-Za-z0-9\\u00e9]))-(?:(?:199[0-9]|20[0-9][0-9])|[0-9][0-9])(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:(?:(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?, ){0,9}(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?:,? and | or | to | until | & | ?- ?))?(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)? (?:of )?(?:(?:SEPTEMBER|September|DECEMBER|December|FEBRUARY|February|NOVEMBER|November|JANUARY|January|OCTOBER|October|AUGUST|August|APRIL|April|MARCH|March|JULY|JUNE|July|June|MAY|May)(?![A-Za-z0-9\\u00e9])|(?:Sept|Apr|Aug|Dec|Feb|Jan|Jul|Jun|Mar|Nov|Oct|Sep)\\.?(?![A-Za-z0-9\\u00e9]))(?:,? (?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9])(?![.,][0-9]))?",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:seventeenth|eighteenth|fourteenth|nineteenth|seventieth|thirteenth|eightieth|fifteenth|ninetieth|sixteenth|thirtieth|twentieth|eleventh|fiftieth|fortieth|sixtieth|seventh|twelfth|eighth|fourth|second|fifth|first|ninth|sixth|tenth|third) of (?:(?:SEPTEMBER|September|DECEMBER|December|FEBRUARY|February|NOVEMBER|November|JANUARY|January|OCTOBER|October|AUGUST|August|APRIL|April|MARCH|March|JULY|JUNE|July|June|MAY|May)(?![A-Za-z0-9\\u00e9])|(?:Sept|Apr|Aug|Dec|Feb|Jan|Jul|Jun|Mar|Nov|Oct|Sep)\\.?(?![A-Za-z0-9\\u00e9]))(?: (?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9]))?",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:(?:SEPTEMBER|September|DECEMBER|December|FEBRUARY|February|NOVEMBER|November|JANUARY|January|OCTOBER|October|AUGUST|August|APRIL|April|MARCH|March|JULY|JUNE|July|June|MAY|May)(?![A-Za-z0-9\\u00e9])|(?:Sept|Apr|Aug|Dec|Feb|Jan|Jul|Jun|Mar|Nov|Oct|Sep)\\.?(?![A-Za-z0-9\\u00e9])) (?:(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)(?:,? (?:199[0-9]|20[0-9][0-9]))?|[0-9]{1,2},? (?:199[0-9]|20[0-9][0-9]))(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:(?:SEPTEMBER|September|DECEMBER|December|FEBRUARY|February|NOVEMBER|November|JANUARY|January|OCTOBER|October|AUGUST|August|APRIL|April|MARCH|March|JULY|JUNE|July|June|MAY|May)(?![A-Za-z0-9\\u00e9])|(?:Sept|Apr|Aug|Dec|Feb|Jan|Jul|Jun|Mar|Nov|Oct|Sep)\\.?(?![A-Za-z0-9\\u00e9]))(?:,? |-|\\/)(?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9])(?![.,][0-9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:Sept|Apr|Aug|Dec|Feb|Jan|Jul|Jun|Mar|Nov|Oct|Sep)\\.?(?:-|'| ')[0-9][0-9](?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:199[0-9]|20[0-9][0-9])-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?(?:T[0-9:]+Z?)?(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:3[01]|[12][0-9]|0?[1-9])\\/(?:0?[1-9]|1[0-2])\\/(?:(?:199[0-9]|20[0-9][0-9])|[0-9][0-9])(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:3[01]|[12][0-9]|0?[1-9])([.-])(?:0?[1-9]|1[0-2])\\1(?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:0?[1-9]|1[0-2])\\/(?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:199[0-9]|20[0-9][0-9]) ?[\\/-] ?(?:(?:199[0-9]|20[0-9][0-9])|[0-9][0-9])(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])FY ?(?:(?:199[0-9]|20[0-9][0-9])|[0-9][0-9])(?:[\\/-](?:(?:199[0-9]|20[0-9][0-9])|[0-9][0-9]))?(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:Q[1-4]|H[12])(?:[ \\/-](?:199[0-9]|20[0-9][0-9])(?:[\\/-][0-9][0-9])?)?(?![A-Za-z0-9\\u00e9])(?![._][0-9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)[ -](?:half|quarter)(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ee]arly|[Ll]ate|[Mm]id|[Pp]re|[Pp]ost)[ -](?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:199[0-9]|20[0-9][0-9])'s(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:19[0-9]0|20[0-9]0)s(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<!total )(?<!number )(?<!out )(?<!sum )(?<!all )(?<!some )(?<!most )(?<!each )(?<!one )(?<!average )(?:(?:Throughout|throughout|edition|through|During|during|Since|Their|Until|since|start|their|until|years|This|this|till|year|Its|Our|The|end|its|our|the|In|in) )(?:199[0-9]|20[0-9][0-9])(?:(?:, | and | or | to |, and | ?- ?|\\/)(?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9]))*(?![A-Za-z0-9\\u00e9])(?![.,:\\/][0-9])(?! ?(?:%|per cent|percent|WD|[Ww]orking [Dd]ay|times|days|hours|thousand|million|cases))",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<!total )(?<!number )(?<!out )(?<!sum )(?<!all )(?<!some )(?<!most )(?<!each )(?<!one )(?<!average )(?<!rose )(?<!rise )(?<!rises )(?<!risen )(?<!rising )(?<!fell )(?<!fall )(?<!falls )(?<!fallen )(?<!falling )(?<!grew )(?<!grow )(?<!grows )(?<!grown )(?<!growing )(?<!growth )(?<!increase )(?<!increases )(?<!increased )(?<!increasing )(?<!decrease )(?<!decreases )(?<!decreased )(?<!decreasing )(?<!dropped )(?<!drop )(?<!drops )(?<!declined )(?<!decline )(?<!reduced )(?<!reduction )(?<!climbed )(?<!jumped )(?<!shrank )(?<!doubled )(?<!trebled )(?<!tripled )(?<!halved )(?<!amounted )(?<!amounts )(?<!came )(?<!comes )(?<!up )(?<!down )(?<!further )(?<!tly )(?<!ply )(?<!bly )(?<![0-9] )(?:(?:Between|between|Before|before|After|after|From|from|For|for|By|by|to) )(?:199[0-9]|20[0-9][0-9])(?:(?:, | and | or | to |, and | ?- ?|\\/)(?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9]))*(?![A-Za-z0-9\\u00e9])(?![.,:\\/][0-9])(?! ?(?:%|per cent|percent|WD|[Ww]orking [Dd]ay|times|days|hours|thousand|million|cases))(?!(?:, | and | or | to |, and | ?- ?|\\/)(?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9]))(?! (?!(?:towards|across|always|versus|does|plus|this|has|its|was|as|is)(?![A-Za-z0-9\\u00e9]))[A-Za-z-]*[A-Za-z]s(?![A-Za-z0-9\\u00e9]))",
      ""
    ],
    [
      "(?:(?<![A-Za-z0-9\\u00e9])(?:elections?|September|beginning|releases?|remainder|December|February|November|quarters|January|October|Release|because|edition|months?|quarter|August|autumn|budget|course|middle|review|spring|summer|weeks?|winter|April|March|ahead|close|start|those|July|June|days|half|much|part|plan|rest|that|turn|year|May|end|as)|\\ufffc) of (?:199[0-9]|20[0-9][0-9])(?:(?:, | and | or | to |, and | ?- ?|\\/)(?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9]))*(?![A-Za-z0-9\\u00e9])(?![.,:\\/][0-9])(?! ?(?:%|per cent|percent|WD|[Ww]orking [Dd]ay|times|days|hours|thousand|million|cases))(?!(?:, | and | or | to |, and | ?- ?|\\/)(?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9]))(?! (?!(?:towards|across|always|versus|does|plus|this|has|its|was|as|is)(?![A-Za-z0-9\\u00e9]))[A-Za-z-]*[A-Za-z]s(?![A-Za-z0-9\\u00e9]))",
      ""
    ],
    [
      "[(\\u00a9](?:199[0-9]|20[0-9][0-9])(?:(?:, | and | or | to |, and | ?- ?|\\/)(?:199[0-9]|20[0-9][0-9])(?![A-Za-z0-9\\u00e9]))*(?![A-Za-z0-9\\u00e9])(?![.,:\\/][0-9])(?! ?(?:%|per cent|percent|WD|[Ww]orking [Dd]ay|times|days|hours|thousand|million|cases))",
      ""
    ],
    [
      "(?:^|[\\n.;:!?] ?)(?:199[0-9]|20[0-9][0-9]) (?:was|is|has|had|will|saw|brought|began|ended)(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:2[0-3]|1[0-9]|0?[0-9])(?:[:.][0-5][0-9])?(?: ?- ?| to | and | until )(?:2[0-3]|1[0-9]|0?[0-9])(?:[:.][0-5][0-9])? ?(?:am|pm|AM|PM|a\\.m\\.?|p\\.m\\.?|noon|midnight)(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:2[0-3]|1[0-9]|0?[0-9])(?:[:.][0-5][0-9])? ?(?:am|pm|AM|PM|a\\.m\\.?|p\\.m\\.?|noon|midnight)(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?<![0-9][.,])(?:2[0-3]|1[0-9]|0?[0-9]):[0-5][0-9](?::[0-5][0-9])?(?![A-Za-z0-9\\u00e9])(?![.,:][0-9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:(?:2[0-3]|1[0-9]|0?[0-9])|(?:eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two)) o'clock(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])SECMP ?[0-9]{4} part [0-9]+(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:SECMP|MP|DP) [0-9]{1,4}[A-Z]?(?![A-Za-z0-9\\u00e9])(?![.,][0-9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])[A-Z][A-Za-z]+(?:_[A-Za-z0-9]+)+",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?!(?:GBP|EUR|USD)[0-9])(?:[A-Z][A-Za-z]*|[a-z]+[A-Z][A-Za-z]*|v|mp|dp|secmp|smets)[0-9]+[A-Za-z0-9]*(?:[._\\/-][A-Za-z]*[0-9]+[A-Za-z]*)*(?:\\([a-z]+\\))*",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])[A-Z][A-Z]+-[0-9]+(?![A-Za-z0-9\\u00e9])(?![%,.][0-9]?)",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])[2-6]G(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:[Vv]ersion (?:number )?[0-9]+(?:\\.[0-9]+)*|[Vv]ersions [0-9]+(?:\\.[0-9]+)+)(?:(?:, | and | or | to |-)[0-9]+(?:\\.[0-9]+)+)*(?![A-Za-z0-9\\u00e9])(?![,][0-9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])[Vv]\\.? ?[0-9]+(?:\\.[0-9]+)+(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:[Ss]ections?|[Cc]lauses?|[Pp]aragraphs?) [A-Z] ?[0-9]+(?:[._\\/-][A-Za-z]*[0-9]+[A-Za-z]*)*(?:\\([a-z]+\\))*",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:ISO\\/IEC|ISO|IEC|BS EN|BS|RFC) [0-9]{3,5}(?:-[0-9]+)*(?::(?:199[0-9]|20[0-9][0-9]))?(?![A-Za-z0-9\\u00e9])",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:m|cm|km|mm|ft|CO|H|O|N|NO|SO|x)[\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089]+",
      ""
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:for the first time|at first|first of all|in the first place|in the first instance|first come, first served|first hand|first-hand|first names?|first-stage|firstly|secondly|third part(?:y|ies)|third-party|second-hand|second nature|on second thoughts|per second|split second|half[- ]hourly|half-hours?|half-year(?:ly)?|one-offs?|one-to-one|one-stop|one-way|two-way|two-factor|one-sided|one by one|one another|one's|no one|on (?:the )?one hand|at once|all at once)(?![A-Za-z0-9\\u00e9])",
      "i"
    ],
    [
      "(?:^|[\\n.;:!?] ?)(?:first|second|third|fourth|fifth),",
      "i"
    ]
  ],
  "digits": "((?<![A-Za-z0-9\\u00e9)\\ufffc%])[-+])?([\u00a3\u20ac$] ?|(?:GBP|EUR|USD) ?)?((?:(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\\.[0-9]+)*[\u00bd\u00bc\u00be\u2152\u2155\u2156\u2157\u2158\u215b\u215c\u215d\u215e\u2153\u2154\u2159\u215a\u2150\u2151\u215f\u2189]?[\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089]*|(?<![A-Za-z0-9\\u00e9])\\.[0-9]+|[\u00bd\u00bc\u00be\u2152\u2155\u2156\u2157\u2158\u215b\u215c\u215d\u215e\u2153\u2154\u2159\u215a\u2150\u2151\u215f\u2189]|[\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089]+|\u2460+))((?:[-\\/:](?:[\u00a3\u20ac$])?(?:(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\\.[0-9]+)*[\u00bd\u00bc\u00be\u2152\u2155\u2156\u2157\u2158\u215b\u215c\u215d\u215e\u2153\u2154\u2159\u215a\u2150\u2151\u215f\u2189]?[\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089]*|(?<![A-Za-z0-9\\u00e9])\\.[0-9]+|[\u00bd\u00bc\u00be\u2152\u2155\u2156\u2157\u2158\u215b\u215c\u215d\u215e\u2153\u2154\u2159\u215a\u2150\u2151\u215f\u2189]|[\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089]+|\u2460+))*)([A-Za-z\\u00e9][A-Za-z0-9\\u00e9]*)?((?: |-)(?:(?:thousand|trillion|billion|hundred|million)|dozen)(?![A-Za-z0-9\\u00e9]))?((?:[ -][Pp]er ?[Cc]ent|[ -][Pp]ercent| ?%| WDs?| [Ww]orking [Dd]ays?)(?![A-Za-z0-9\\u00e9]))?",
  "words": "(?<![A-Za-z0-9\\u00e9])(?:((?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])[- ](?:quarters|sevenths|eighths|fifths|halves|ninths|sixths|tenths|thirds)|one[- ](?:quarter|seventh|eighth|fifth|ninth|sixth|tenth|third|half)|an? (?:quarter|seventh|eighth|fifth|ninth|sixth|tenth|third|half)(?= of(?![A-Za-z0-9\\u00e9]))|a half|half(?! an? (?:dozen|(?:thousand|trillion|billion|hundred|million))))|(half an? (?:dozen|(?:thousand|trillion|billion|hundred|million))|(?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?) )?dozen|(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?) score(?= of (?!(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))[A-Za-z]))|((?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?) (?:hundred|thousand) and )?(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)[- ])?(?:seventeenth|eighteenth|fourteenth|nineteenth|thirteenth|fifteenth|sixteenth|eleventh|seventh|twelfth|eighth|fourth|second|fifth|first|ninth|sixth|tenth|third)|(?:seventieth|eightieth|ninetieth|thirtieth|twentieth|fiftieth|fortieth|sixtieth))|(?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?)[- ])?(?:thousandth|trillionth|billionth|hundredth|millionth))|((?:seventeen|eighteen|fourteen|nineteen|thirteen|thousand|trillion|billion|fifteen|hundred|million|seventy|sixteen|eighty|eleven|ninety|thirty|twelve|twenty|eight|fifty|forty|seven|sixty|three|five|four|nine|zero|one|six|ten|two))fold|((?:minus )?(?:(?:(?:(?:(?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?)[- ]hundred(?:(?: and | )(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))?|(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))|an?)[- ]thousand(?:(?: and | )(?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?)[- ]hundred(?:(?: and | )(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))?|(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])))?|(?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?)[- ]hundred(?:(?: and | )(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))?|(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])))|an?)[- ](?:million|billion|trillion)(?:(?: and | )(?:(?:(?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?)[- ]hundred(?:(?: and | )(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))?|(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))|an?)[- ]thousand(?:(?: and | )(?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?)[- ]hundred(?:(?: and | )(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))?|(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])))?|(?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?)[- ]hundred(?:(?: and | )(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))?|(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))))?|(?:(?:(?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?)[- ]hundred(?:(?: and | )(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))?|(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))|an?)[- ]thousand(?:(?: and | )(?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?)[- ]hundred(?:(?: and | )(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))?|(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])))?|(?:(?:(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|an?)[- ]hundred(?:(?: and | )(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))?|(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9]))))(?![A-Za-z0-9\\u00e9])(?![- ](?:thousand|trillion|billion|hundred|million)(?![A-Za-z0-9\\u00e9]))|zero|nil|nought)( point (?:eight|seven|three|five|four|nine|zero|one|six|two)(?: (?:eight|seven|three|five|four|nine|zero|one|six|two))*)?( and a half)?|((?:thousand|trillion|billion|hundred|million)|dozens|(?:thousands|trillions|billions|hundreds|millions)|(?:tens|scores)(?= of(?![A-Za-z0-9\\u00e9])))|(twice|thrice|once(?= (?:an?|per|every|each) (?:day|week|fortnight|month|quarter|year)(?![A-Za-z0-9\\u00e9]))|once(?=[.;)]))|((?:quadrupling|quadrupled|doubling|trebling|tripling|doubled|halving|trebled|tripled|halved)))(?![A-Za-z0-9\\u00e9])((?: ?%|[ -]per ?cent|[ -]percent| WDs?| working days?|[ -]seconds?)(?![A-Za-z0-9\\u00e9]))?",
  "oneCounts": [
    [
      "",
      "^[ -]?['\\\"]?(?!(?:although|already|another|because|between|through|without|always|before|during|should|though|unless|within|about|after|again|being|could|might|never|often|shall|since|still|their|there|these|those|under|until|where|which|while|whose|would|also|been|does|each|ever|from|have|here|into|just|must|only|over|soon|than|that|then|they|this|were|when|whom|will|with|your|and|are|but|can|did|for|had|has|her|his|its|may|nor|not|now|our|she|the|too|was|who|yet|you|an|as|at|be|by|do|he|if|in|is|it|my|of|on|or|so|to|we|a)(?![A-Za-z0-9\\u00e9]))(?<=[ '\\\"-])[A-Za-z\\u00e9]"
    ],
    [
      "",
      "^(?: or | to | in | and |-| out of )(?:[0-9]|(?:(?:seventy|eighty|ninety|thirty|twenty|fifty|forty|sixty)(?:[- ](?:eight|seven|three|five|four|nine|one|six|two))?|(?:seventeen|eighteen|fourteen|nineteen|thirteen|fifteen|sixteen|eleven|twelve|eight|seven|three|five|four|nine|one|six|ten|two))(?![A-Za-z0-9\\u00e9])|a half(?![A-Za-z0-9\\u00e9])|(?:thousand|trillion|billion|hundred|million))"
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:(?:except for|fewer than|less than|more than|precisely|at least|all but|at most|exactly|except|just|only|not)|there (?:(?:had been|has been|remained|remains|will be|were|was|is))(?: also| now| still)?) $",
      ""
    ],
    [
      "(?:^|[\\n.,;:!?(] ?)['\\\"]?(?:(?:whereas|while|and|but) )?$",
      "^ (?:were|will|did|had|has|was|is)(?![A-Za-z0-9\\u00e9])"
    ],
    [
      "(?<![A-Za-z0-9\\u00e9])(?:of these|of those|of which|of whom|whereas|while|and|but) $",
      "^ (?:were|will|did|had|has|was|is)(?![A-Za-z0-9\\u00e9])"
    ],
    [
      "(?:^|[\\n.!?] ?)['\\\"(]?$",
      "^(?: ?$|\\n|['\\\"]?[.,;:!?)])"
    ],
    [
      "(?<!the )(?<!a )(?<!an )(?<![A-Za-z0-9\\u00e9])(?:implemented|number was|completed|number is|number of|total was|approved|received|rejected|total is|total of|withdrew|leaving|closed|gained|issued|leaves|raised|added|from|have|held|left|lost|made|sent|than|had|has|saw|by|to) $",
      "^(?: ?$|\\n|['\\\"]?[.,;:!?)])"
    ]
  ],
  "oneIsAPronoun": "(?<![A-Za-z0-9\\u00e9])(?:(?<!of )which|another|every|other|each|some|that|this|any) $",
  "oneLooksBack": 60,
  "small": {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "nil": 0,
    "nought": 0
  },
  "scales": {
    "hundred": 2,
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12
  },
  "abbreviatedScales": {
    "k": 3,
    "m": 6,
    "bn": 9,
    "tn": 12
  },
  "dozen": 12,
  "score": 20,
  "changes": {
    "doubled": "2",
    "doubling": "2",
    "trebled": "3",
    "trebling": "3",
    "tripled": "3",
    "tripling": "3",
    "quadrupled": "4",
    "quadrupling": "4",
    "halved": "0.5",
    "halving": "0.5"
  },
  "times": {
    "once": 1,
    "twice": 2,
    "thrice": 3
  },
  "ranks": {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90
  },
  "scaleRanks": {
    "hundredth": 2,
    "thousandth": 3,
    "millionth": 6,
    "billionth": 9,
    "trillionth": 12
  },
  "fractions": {
    "half": "0.5",
    "quarter": "0.25",
    "fifth": "0.2",
    "eighth": "0.125",
    "tenth": "0.1",
    "third": "",
    "sixth": "",
    "seventh": "",
    "ninth": ""
  },
  "perCent": "%",
  "workingDays": "WD"
};
