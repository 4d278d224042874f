extension ScriptReading {
    /// The files of the folder in short, by name.
    static let texts: [String: String] = [
        "authorization": """
        authorization, authorization
        presides presidingJudge, judge
        present presidingJudge judge party agent
        needs 1 party; 1 agent
        panel of 1
        grace 10 s, record 15 s
        assistant: doors transcript; clerk: doors transcript
        closed, no recusal, waits in a drop
        preparation open
          named by presidingJudge assistant clerk for party agent interpreter
        rights ordered
          opening by presidingJudge
          rights by presidingJudge
          understood by presidingJudge party agent for party agent
        will ordered
          free-will by presidingJudge for party
          acceptance by presidingJudge for agent
        documents ordered
          commitment by presidingJudge party for party
          power-of-attorney by presidingJudge party agent
        signing ordered
          principal-signs by party for party
          agent-signs by agent for agent
          judge-witnesses by presidingJudge
        transcript recordClosed
          signed by presidingJudge assistant clerk party agent interpreter for party agent \
        interpreter
          court-signed by presidingJudge judge assistant clerk for presidingJudge judge \
        assistant clerk
        """,
        "civil-trial": """
        civil-trial, trial
        presides presidingJudge, judge
        present presidingJudge judge assessor
        needs 1 assistant clerk; 1 party agent prosecutor
        panel of 1 3 5 7
        grace 10 s, record 15 s
        assistant: watch; clerk: doors watch transcript
        public, recusal, waits in a drop
        preparation open
          attendance by presidingJudge assistant clerk
          identity by presidingJudge assistant clerk for party agent thirdParty prosecutor \
        interpreter helper
          discipline by presidingJudge assistant clerk
          ready by presidingJudge assistant clerk
        opening
          parties by presidingJudge for party agent thirdParty prosecutor
          court by presidingJudge
          rights by presidingJudge assistant clerk
          recusal by presidingJudge party agent thirdParty prosecutor for party agent \
        thirdParty prosecutor
        investigation +witnesses
          claims by presidingJudge
          defence by presidingJudge
          third-party by presidingJudge for thirdParty
          issues by presidingJudge
          evidence by presidingJudge
          witness-identity by presidingJudge clerk for witness expert
          witness-oath by presidingJudge clerk for witness
          testimony-checked? by presidingJudge clerk witness expert for witness expert
          questions by presidingJudge
        debate
          plaintiff by presidingJudge
          defendant by presidingJudge
          third-party by presidingJudge for thirdParty
          rounds by presidingJudge
        last-statements
          last-statement by presidingJudge for party agent thirdParty prosecutor
        mediation optional +caucus
          willing by presidingJudge party agent thirdParty for party agent thirdParty
          result by presidingJudge
        deliberation optional
          deliberated by presidingJudge
        judgment ordered
          pronounced by presidingJudge
          appeal by presidingJudge
        signing recordClosed
          shown by presidingJudge assistant clerk | transcript
          signed by presidingJudge assistant clerk party agent thirdParty prosecutor \
        interpreter for party agent thirdParty prosecutor interpreter
          court-signed by presidingJudge judge assessor assistant clerk for presidingJudge \
        judge assessor clerk
        """,
        "custody-docket": """
        custody-docket, trial
        presides presidingJudge, judge
        present presidingJudge judge assessor
        needs 1 assistant clerk; 1 custodian; 1 party
        panel of 1 3 5 7
        grace 10 s, record 15 s
        assistant: doors watch; clerk: doors watch transcript
        public, recusal, waits in a drop
        preparation open shared
          site by presidingJudge assistant clerk custodian for custodian
          discipline by presidingJudge assistant clerk
        opening shared
          court by presidingJudge
          recusal by presidingJudge prosecutor for prosecutor
        identity
          custody by presidingJudge assistant clerk custodian for custodian
          identity by presidingJudge for party
          rights by presidingJudge party agent for party agent
        investigation +witnesses
          proposal by presidingJudge
          prosecutor by presidingJudge for prosecutor
          facts by presidingJudge
          witness-duty by presidingJudge clerk for witness expert
        last-statement
          last-statement by presidingJudge for party agent
        deliberation optional
          deliberated by presidingJudge
        ruling
          ruling by presidingJudge
        closing shared
          closed by presidingJudge
        signing recordClosed shared
          signed by presidingJudge assistant clerk party agent prosecutor custodian for party \
        agent prosecutor custodian
          court-signed by presidingJudge judge assessor assistant clerk for presidingJudge \
        judge assessor clerk
        """,
        "inquiry": """
        inquiry, inquiry
        presides presidingJudge, judge
        present presidingJudge judge assessor
        needs 1 assistant clerk; 1 party agent prosecutor
        panel of 1 3 5 7
        grace 10 s, record 15 s
        assistant: doors watch; clerk: doors watch transcript
        public, recusal, waits in a drop
        preparation open
          identity by presidingJudge assistant clerk for party agent thirdParty prosecutor \
        interpreter helper
          discipline by presidingJudge assistant clerk
        opening
          court by presidingJudge
          recusal by presidingJudge party agent thirdParty prosecutor for party agent \
        thirdParty prosecutor
        statements
          applicant by presidingJudge
          respondent by presidingJudge
          third-party by presidingJudge for thirdParty prosecutor
        inquiry +witnesses
          witness-duty by presidingJudge clerk for witness expert specialist
          evidence by presidingJudge
          questions by presidingJudge
        opinions
          last-statement by presidingJudge for party agent thirdParty prosecutor
        deliberation optional
          deliberated by presidingJudge
        closing
          next by presidingJudge
        signing recordClosed
          signed by presidingJudge assistant clerk party agent thirdParty prosecutor \
        interpreter for party agent thirdParty prosecutor interpreter
          court-signed by presidingJudge judge assessor assistant clerk for presidingJudge \
        judge assessor clerk
        """,
        "interview": """
        interview, interview
        presides presidingJudge, judge, assistant
        present 
        needs 1 party agent thirdParty
        panel of 
        grace 15 s, record 15 s
        assistant: doors transcript; clerk: doors watch transcript
        closed, recusal, waits in a drop
        preparation open
          identity by presidingJudge assistant clerk for party agent thirdParty interpreter \
        helper
          custody by presidingJudge assistant clerk custodian for custodian
        opening ordered
          court by presidingJudge
          rights by presidingJudge party agent thirdParty for party agent thirdParty
        questions +witnesses
          questions by presidingJudge
          supplement by presidingJudge for party agent thirdParty
        signing recordClosed
          signed by presidingJudge assistant clerk party agent thirdParty interpreter for \
        party agent thirdParty interpreter
          court-signed by presidingJudge judge assessor assistant clerk for presidingJudge \
        judge assistant clerk
        """,
        "mediation": """
        mediation, mediation
        presides presidingJudge, judge, assistant, mediator
        present 
        needs 2 party agent thirdParty
        panel of 
        grace 30 s, record 15 s
        assistant: doors transcript; clerk: doors transcript
        closed, recusal, waits in a drop
        preparation open
          identity by presidingJudge assistant clerk mediator for party agent thirdParty \
        interpreter helper
        opening
          rules by presidingJudge mediator
          willing by presidingJudge party agent thirdParty mediator for party agent thirdParty
        talks +caucus
          views by presidingJudge mediator for party agent thirdParty
          proposal by presidingJudge mediator
        result
          result by presidingJudge mediator
          understood by presidingJudge party agent thirdParty mediator for party agent \
        thirdParty
        signing recordClosed
          signed by presidingJudge assistant clerk party agent thirdParty interpreter \
        mediator for party agent thirdParty interpreter
          court-signed by presidingJudge judge assistant clerk mediator for presidingJudge \
        judge assistant clerk mediator
        """,
        "pretrial-meeting": """
        pretrial-meeting, pretrial
        presides presidingJudge, judge, assistant
        present 
        needs 1 party agent
        panel of 
        grace 30 s, record 15 s
        assistant: doors transcript; clerk: doors watch transcript
        closed, recusal, waits in a drop
        preparation open
          identity by presidingJudge assistant clerk for party agent thirdParty prosecutor \
        interpreter helper
        opening
          purpose by presidingJudge
          rights by presidingJudge party agent thirdParty prosecutor for party agent \
        thirdParty prosecutor
        claims
          claims by presidingJudge
          answer by presidingJudge
          applications? by presidingJudge
        evidence
          exchange by presidingJudge
        issues
          issues by presidingJudge for party agent thirdParty prosecutor
        mediation optional +caucus
          result by presidingJudge
        signing recordClosed
          signed by presidingJudge assistant clerk party agent thirdParty prosecutor \
        interpreter for party agent thirdParty prosecutor interpreter
          court-signed by presidingJudge judge assessor assistant clerk for presidingJudge \
        judge assistant clerk
        """,
        "simplified-trial": """
        simplified-trial, trial
        presides presidingJudge, judge
        present presidingJudge judge
        needs 1 assistant clerk; 1 party agent
        panel of 1
        grace 10 s, record 15 s
        assistant: doors watch; clerk: doors watch transcript
        public, recusal, waits in a drop
        preparation open
          identity by presidingJudge assistant clerk for party agent thirdParty interpreter \
        helper
          discipline by presidingJudge assistant clerk
        opening
          court by presidingJudge
          recusal by presidingJudge party agent thirdParty for party agent thirdParty
        hearing +witnesses
          claims by presidingJudge
          defence by presidingJudge
          witness-oath by presidingJudge clerk for witness
          evidence by presidingJudge
        last-statements
          last-statement by presidingJudge for party agent thirdParty
        mediation optional +caucus
          result by presidingJudge
        judgment
          pronounced by presidingJudge
        signing recordClosed
          signed by presidingJudge assistant clerk party agent thirdParty interpreter for \
        party agent thirdParty interpreter
          court-signed by presidingJudge judge clerk for presidingJudge judge clerk
        """,
        "small-claims": """
        small-claims, trial
        presides presidingJudge, judge
        present presidingJudge judge
        needs 1 party agent
        panel of 1
        grace 10 s, record 15 s
        assistant: doors watch transcript; clerk: doors watch transcript
        public, recusal, waits in a drop
        preparation open
          identity by presidingJudge assistant clerk for party agent thirdParty interpreter \
        helper
        hearing +witnesses
          rights by presidingJudge party agent thirdParty for party agent thirdParty
          claims by presidingJudge
          last-statement by presidingJudge for party agent thirdParty
        mediation optional +caucus
          result by presidingJudge
        judgment
          pronounced by presidingJudge
        signing recordClosed
          signed by presidingJudge assistant clerk party agent thirdParty interpreter for \
        party agent thirdParty interpreter
          court-signed by presidingJudge judge clerk for presidingJudge judge clerk
        """,
        "witness-session": """
        witness-session, witness
        presides presidingJudge, judge
        present presidingJudge judge assessor
        needs 1 witness expert
        panel of 1 3 5 7
        grace 10 s, record 15 s
        assistant: doors watch; clerk: doors watch transcript
        public, recusal, waits in a drop
        preparation open
          identity by presidingJudge assistant clerk for party agent thirdParty prosecutor \
        interpreter
          witness-identity by presidingJudge assistant clerk | watch
        opening
          court by presidingJudge
        testimony ordered +witnesses
          identity by presidingJudge for witness expert
          duty by presidingJudge for witness expert
          oath by presidingJudge clerk for witness expert
          testimony by presidingJudge for witness expert
          transcript by presidingJudge clerk witness expert | transcript for witness expert
        opinions
          opinion by presidingJudge for party agent thirdParty prosecutor
        signing recordClosed
          signed by presidingJudge assistant clerk party agent thirdParty prosecutor \
        interpreter for party agent thirdParty prosecutor interpreter
          court-signed by presidingJudge judge assessor assistant clerk for presidingJudge \
        judge assessor clerk
        """,
    ]
}
