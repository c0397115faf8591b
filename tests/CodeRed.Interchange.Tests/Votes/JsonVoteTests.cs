namespace CodeRed.Interchange.Tests.Votes;

public sealed class JsonVoteTests : IDisposable
{
    private static readonly string[] Expected = ["x | y | First | 0 | -1 | ", "y | x | Tie | 0 | -1 | "];

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private ReadVotes Read(string content, VoteColumnsGiven? given = null) => ReadVotes.From(scratch.File("v.jsonl", content), given);

    private string Refusal(string content, VoteColumnsGiven? given = null) => ReadVotes.Refusal(scratch.File("v.jsonl", content), given);

    [Theory]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a","prompt":1}""" + "\n" + """{"model_a":"y","model_b":"x","winner":"tie","prompt":1}""")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a","prompt":1}""" + "\r\n\r\n \t" + """{"prompt":1,"winner":"tie","model_b":"x","model_a":"y"}""" + "\r\n")]
    [InlineData("""[{"model_a":"x","model_b":"y","winner":"model_a","prompt":1},{"model_a":"y","model_b":"x","winner":"tie","prompt":1}]""")]
    [InlineData("\uFEFF [\n {\n  \"model_a\": \"x\",\n  \"model_b\": \"y\",\n  \"winner\": \"model_a\",\n  \"prompt\": 1\n }\n,\n {\n  \"model_a\": \"y\",\n  \"model_b\": \"x\",\n  \"winner\": \"tie\",\n  \"prompt\": 1\n }\n]\n")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a","prompt":1}{"model_a":"y","model_b":"x","winner":"tie","prompt":1}""")]
    [InlineData("""{"mod\u0065l_a":"\u0078","model_b":"y","winner":"model\u005fa","prompt":1}""" + "\n" + """{"model_a":"y","model_b":"x","winner":"TIE","prompt":1,"other":[{"a":[1,null]},"}",{}]}""")]
    public void Lines_a_list_and_objects_in_any_layout_are_the_same_votes(string content) => Assert.Equal(Expected, Read(content).Votes);

    [Fact]
    public void An_empty_list_and_an_empty_file_hold_no_votes()
    {
        foreach (string content in (string[])["[]", " [ ] ", "{}\n", "[{}]", " \n\n"])
        {
            Assert.Contains("v.jsonl: holds no votes; write a JSON object for each vote", Refusal(content), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Columns_are_keys_or_dotted_paths_of_keys()
    {
        var given = new VoteColumnsGiven { First = "pair.left", Second = "pair.right.name", Winner = "vote", Prompt = "meta.id", Covariates = ["meta.extra.tokens", "a.b"] };
        var read = Read(
            """
            {"pair":{"left":"x","right":{"name":"y","size":3}},"vote":"left","meta":{"id":7,"extra":{"tokens":-2.5e1}},"a.b":1}
            {"meta":{"extra":{"tokens":3},"id":"7"},"pair":{"right":{"name":"x"},"left":"y"},"vote":"pair.right.name","a":{"b":true}}
            """,
            given);
        Assert.Equal(["x | y | First | 0 | -1 | -25 1", "y | x | Second | 0 | -1 | 3 1"], read.Votes);
    }

    [Fact]
    public void A_prompt_may_be_a_list_and_is_then_its_JSON()
    {
        var read = Read(
            """
            {"model_a":"x","model_b":"y","winner":"tie","prompt":["a",{"b":1}],"judge":["gpt-4","pair-v2"]}
            {"model_a":"x","model_b":"y","winner":"tie","prompt":["a",{"b":2}],"judge":["gpt-4","pair-v2"]}
            {"model_a":"x","model_b":"y","winner":"tie","prompt":["a",{"b":1}],"judge":null}
            """,
            new VoteColumnsGiven { Prompt = "prompt", Voter = "judge" });
        Assert.Equal(["x | y | Tie | 0 | 0 | ", "x | y | Tie | 1 | 0 | ", "x | y | Tie | 0 | -1 | "], read.Votes);
        Assert.Equal((2, 1, 1L), (read.Summary.Prompts, read.Summary.Voters, read.Summary.WithoutVoter));
    }

    [Fact]
    public void Nothing_that_is_not_asked_for_is_looked_at()
    {
        // Conversations, numbers beyond any type, half characters: none of it is a vote.
        var read = Read("""{"conversation_a":[{"role":"user","content":"\ud800"}],"turn":1e999,"model_a":"x","model_b":"y","winner":"model_b","conversation_metadata":{"sum":{"a":1}}}""" + "\n");
        Assert.Equal(["x | y | Second | -1 | -1 | "], read.Votes);
    }

    [Theory]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a"}|{"model_a":"x","model_b":"y","winner":}""", "v.jsonl:2: the object that starts here is not JSON from byte 39 of it on")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a"}|{"model_a":"x","model_b":"y","winner":"model_a" """, "v.jsonl:2: the file ends in the middle of the object that starts here: it is cut off")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a"}|{"model_a":"x","model_b":"y","winner":"mod""", "v.jsonl:2: the file ends in the middle of the object")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a"}|{"model_a":"x","mod|{"model_a":"x","model_b":"y","winner":"tie"}""", "v.jsonl:2: the object that starts here is not JSON from byte")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a"}|{"model_a":"x","model_b":"y"|{"model_a":"x","model_b":"y","winner":"tie"}""", "v.jsonl:2: the object that starts here is not JSON from line 3 on")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a"},|{"model_a":"x","model_b":"y","winner":"model_a"}""", "v.jsonl:1: ',' stands where an object should")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a"}|null""", "v.jsonl:2: 'n' stands where an object should")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a"}|["x","y","tie"]""", "v.jsonl:2: a list stands where an object should")]
    [InlineData("""[{"model_a":"x","model_b":"y","winner":"model_a"}|{"model_a":"x","model_b":"y","winner":"model_a"}]""", "v.jsonl:2: an object stands where a comma or the end of the list should")]
    [InlineData("""[{"model_a":"x","model_b":"y","winner":"model_a"},|]""", "v.jsonl:2: ']' stands where an object should")]
    [InlineData("""[{"model_a":"x","model_b":"y","winner":"model_a"}|""", "v.jsonl:2: the file ends in the middle of its list: it is cut off")]
    [InlineData("""[{"model_a":"x","model_b":"y","winner":"model_a"},|""", "v.jsonl:2: the file ends in the middle of its list: it is cut off")]
    [InlineData("""[{"model_a":"x","model_b":"y","winner":"model_a"}]|[]""", "v.jsonl:2: a list stands where nothing after the end of the list should")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"tie","winner":"tie"}""", "v.jsonl:1: 'winner' stands twice in one object")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"\ud800"}""", "v.jsonl:1: 'winner' holds half a character")]
    [InlineData("""{"model_a":"x","model_b":"y","\udc00":1,"winner":"tie"}""", "v.jsonl:1: a key holds half a character")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a"}|{"model_a":"x","winner":"model_a"}""", "v.jsonl:2: 'model_b' names no model")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a"}|{"model_a":"x","model_b":"y"}""", "v.jsonl:2: 'winner' is empty")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":"model_a"}|{"model_a":"x","model_b":"y","winner":null}""", "v.jsonl:2: 'winner' is empty")]
    [InlineData("""{"model_a":"x","model_b":{"name":"y"},"winner":"model_a"}""", "v.jsonl:1: 'model_b' holds a JSON list or object, so it names no model")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":["model_a"]}""", "v.jsonl:1: 'winner' holds a JSON list or object, so it names no winner")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":0}""", "v.jsonl:1: 'winner' is 0, and files do not agree on what such digits mean")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":1}""", "'winner' holds 1 and never 2, so what the digits mean cannot be told")]
    [InlineData("""{"model_a":"x","model_b":"y","winner":true}""", "v.jsonl:1: 'winner' is 'true', which names no winner")]
    [InlineData("""{"model_a":{"0":"x"},"model_b":{"0":"y"},"winner":{"0":"tie"}}""", "v.jsonl: the names of its columns do not say which two hold the models")]
    public void A_malformed_object_is_refused_with_its_line(string content, string complaint)
    {
        var given = content.Contains("{\"0\"", StringComparison.Ordinal) ? null : new VoteColumnsGiven { First = "model_a", Second = "model_b", Winner = "winner" };
        Assert.Contains(complaint, Refusal(content.Replace('|', '\n'), given), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_column_is_found_out_before_anything_is_read()
    {
        string content = """{"model_a":"x","model_b":"y","winner":"tie","meta":{"session":{"id":1}}}""";
        Assert.Contains(
            "there is no column 'metta.session.id' in its first 1,000 objects; did you mean 'meta.session.id'? The file has: model_a, model_b, winner, meta.session.id",
            Refusal(content, new VoteColumnsGiven { Prompt = "metta.session.id" }),
            StringComparison.Ordinal);
        Assert.Single(Read(content, new VoteColumnsGiven { Prompt = "meta.session" }).Votes);
    }

    [Fact]
    public void JSON_nested_10_000_deep_is_refused()
    {
        string deep = $$"""{"model_a":"x","model_b":"y","winner":"tie","d":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""";
        Assert.Contains("v.jsonl:1: the object that starts here is not JSON from byte", Refusal(deep), StringComparison.Ordinal);
        Assert.Contains("maximum configured depth of 64", Refusal(deep), StringComparison.Ordinal);
        Assert.Contains("maximum configured depth of 64", Refusal(string.Concat(Enumerable.Repeat("{\"a\":", 10_000))), StringComparison.Ordinal);
        Assert.Contains("a list stands where an object should", ReadVotes.Refusal(scratch.File("v.json", new string('[', 10_000))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_may_be_long_but_not_longer_than_16_MiB()
    {
        string vote(int length) => $$"""{"text":"{{new string('x', length)}}","model_a":"x","model_b":"y","winner":"tie"}""" + "\n";
        Assert.Equal(4, Read(vote(1) + vote(200_000) + vote(10 << 20) + vote(1)).Votes.Count);
        Assert.Contains("v.jsonl:2: the object that starts here is longer than 16 MiB; leave it out, or write an object for each vote", Refusal(vote(1) + vote(20_000_000)), StringComparison.Ordinal);
        Assert.Contains("v.jsonl:2: the object that starts here is longer than 16 MiB", Refusal(vote(1) + "{\"text\":\"" + new string('x', 20_000_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_format_is_told_by_the_content_and_only_then_by_the_name()
    {
        string lines = """{"model_a":"x","model_b":"y","winner":"tie"}""" + "\n";
        foreach (string name in (string[])["v.csv", "v.tsv", "v.txt", "v", "v.json", "v.ndjson", "v.csv.gz"])
        {
            Assert.Equal(VoteFormat.Json, ReadVotes.From(scratch.File(name, lines)).Columns.Format);
            Assert.Equal(VoteFormat.Json, ReadVotes.From(scratch.File(name, VoteText.Gzip(VoteText.Utf8(lines, mark: true)))).Columns.Format);
        }

        Assert.Equal(VoteFormat.Csv, ReadVotes.From(scratch.File("v.csv", "[id],model_a,model_b,winner\n1,x,y,tie\n")).Columns.Format);
        Assert.Equal(VoteFormat.Csv, ReadVotes.From(scratch.File("v", "{id},model_a,model_b,winner\n1,x,y,tie\n")).Columns.Format);
        Assert.Contains("v.jsonl:1: 'm' stands where an object should", Refusal("model_a,model_b,winner\nx,y,tie\n"), StringComparison.Ordinal);
    }
}
