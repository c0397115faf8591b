# Writes answers as CSV: ITEMS items by each of two models, model after model.
# Variables: items, seed. The same seed gives the same bytes with any awk: no random numbers of awk's own are used.

# Park and Miller's generator (1988), exact in the doubles that awk counts with.
function draw(n) {
    state = (state * 16807) % 2147483647
    return state % n
}

function text(ending,    made, i) {
    made = ""
    for (i = 0; length(made) < 240 + draw(100); i++)
        made = made (i ? " " : "") word[draw(words)]
    # Every fourth text has quotes and line breaks, which CSV must quote.
    if (draw(4) == 0)
        made = "He said \"\"" substr(made, 1, 60) "\"\",\n\n" substr(made, 61)
    return made " So the answer is [" ending "]."
}

BEGIN {
    state = seed * 2 + 1
    words = split("the number is divided by every prime up to its square root and none leaves a rest of zero so we check again step by step whether two three five seven eleven thirteen seventeen divide it which takes a while but is certain", list, " ")
    for (i = 0; i < words; i++) word[i] = list[i + 1]
    texts = 2003
    for (i = 0; i < texts; i++) { yes[i] = text("Yes"); no[i] = text("No") }

    print "id,model,question,expected,answer,latency_ms,time"
    for (model = 0; model < 2; model++) {
        for (item = 1; item <= items; item++) {
            # A property of the item, the same for both models; the second one is right a little less often.
            expected = (item * 7919) % 2
            right = draw(1000) < (model ? 780 : 800)
            answer = (right ? expected : 1 - expected) ? yes[draw(texts)] : no[draw(texts)]
            printf "q%d,model-%s,\"Does rule %d hold for the case described above? Think step by step, then answer [Yes] or [No].\",%s,\"%s\",%d,2026-%02d-%02dT%02d:%02d:%02dZ\n", \
                item, model ? "b" : "a", 1000003 + 2 * item, expected ? "yes" : "no", answer, 300 + draw(2000), \
                model ? 6 : 3, 1 + item % 28, item % 24, item % 60, draw(60)
        }
    }
}
