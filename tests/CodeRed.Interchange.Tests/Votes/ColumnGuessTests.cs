namespace CodeRed.Interchange.Tests.Votes;

public sealed class ColumnGuessTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private string[] Notes(string header, params string[] rows) => [.. ReadVotes.From(scratch.File("v.csv", string.Join('\n', rows.Prepend(header)) + "\n")).Columns.Notes];

    [Theory]
    [InlineData("id,prompt,model_x,model_y,worker,winner,left,right", "0,8,97,98,58,tie,amber,basalt", "left and right are the models")] // evalica
    [InlineData("left,right,winner", "amber,basalt,left", "left and right are the models")]
    [InlineData("question_id,model_a,model_b,winner,judge,turn,anony,language,tstamp", "1,amber,basalt,tie (bothbad),arena_user_1,1,True,English,1.5", "model_a and model_b are the models")] // FastChat
    [InlineData("model_1,model_2,winner", "amber,basalt,model_2", "model_1 and model_2 are the models")]
    [InlineData("instruction,generator_1,generator_2,preference", "q,amber,basalt,tie", "generator_1 and generator_2 are the models")] // AlpacaEval
    [InlineData("Model A,Model B,Winner", "amber,basalt,Model A", "Model A and Model B are the models")]
    [InlineData("Player1,Player2,Outcome", "amber,basalt,player2", "Player1 and Player2 are the models")]
    [InlineData("a,b,vote", "amber,basalt,a", "a and b are the models")]
    public void Common_forms_are_known_by_the_names_of_their_columns(string header, string row, string note) => Assert.Equal(note, Notes(header, row)[0]);

    [Fact]
    public void One_column_for_each_outcome_is_known()
    {
        var read = ReadVotes.From(scratch.File(
            "v.csv", "id,model_a,model_b,prompt,winner_model_a,winner_model_b,winner_tie\n1,x,y,\"[\"\"q\"\"]\",1,0,0\n2,x,y,r,0,True,0\n3,x,y,r,0.0,0,1.0\n"));
        Assert.Equal(["x | y | First | 0 | -1 | ", "x | y | Second | 1 | -1 | ", "x | y | Tie | 1 | -1 | "], read.Votes);
        Assert.Contains("winner_model_a, winner_model_b and winner_tie are the outcome", read.Columns.Notes);
        Assert.Contains("v.csv:2: none of 'winner_model_a', 'winner_model_b' and 'winner_tie' is 1", Refused("model_a,model_b,winner_model_a,winner_model_b,winner_tie\nx,y,0,0,0\n"), StringComparison.Ordinal);
        Assert.Contains("v.csv:2: more than one of", Refused("model_a,model_b,winner_model_a,winner_model_b,winner_tie\nx,y,1,0,1\n"), StringComparison.Ordinal);
        Assert.Contains("v.csv:2: 'winner_tie' is '2', neither 0 nor 1", Refused("model_a,model_b,winner_model_a,winner_model_b,winner_tie\nx,y,0,0,2\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_clusters_votes_where_it_comes_twice_and_is_said_to_cluster_nothing_where_it_does_not()
    {
        Assert.Equal(
            ["model_a and model_b are the models", "winner is the outcome", "question_id is different in each row and clusters nothing (--prompt uses it all the same)", "task clusters votes", "judge is the voter and clusters votes"],
            Notes("question_id,model_a,model_b,winner,judge,task", "1,x,y,tie,j,t", "2,x,y,tie,j,u", "3,x,y,tie,k,t"));
    }

    [Fact]
    public void What_is_given_is_not_questioned_but_must_be_there()
    {
        string path = scratch.File("v.csv", "who,other,says,model_a,model_b,winner,p\nx,y,other,1,2,tie,q\n");
        var read = ReadVotes.From(path, new VoteColumnsGiven { First = "who", Second = "other", Winner = "says", Prompt = "p" });
        Assert.Equal(["x | y | Second | 0 | -1 | "], read.Votes);
        Assert.Contains("there is no column 'whu'; did you mean 'who'?", ReadVotes.Refusal(path, new VoteColumnsGiven { First = "whu" }), StringComparison.Ordinal);
        Assert.Contains("only one of the two columns of models is known; say it with --first", ReadVotes.Refusal(path, new VoteColumnsGiven { First = "who" }), StringComparison.Ordinal);
        Assert.Contains("'who' was given for both models", ReadVotes.Refusal(path, new VoteColumnsGiven { First = "who", Second = "who" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,y,tie\n", "the names of its columns do not say which two hold the models; say it with --first, --second, --winner and, if there are such, --prompt and --voter; the columns are: x, y, tie")]
    [InlineData("model_a,model_b,text\nx,y,z\n", "the names of its columns do not say which one holds the winner")]
    [InlineData("model_a,model_b,winner,model_a\nx,y,tie,x\n", "two columns are named 'model_a'")]
    [InlineData("model_a,model_b,winner\n", "holds no votes; write a row for each vote")]
    [InlineData("\n\n", "is empty")]
    public void What_the_names_do_not_tell_is_asked_for(string content, string complaint) => Assert.Contains(complaint, Refused(content), StringComparison.Ordinal);

    private string Refused(string content) => ReadVotes.Refusal(scratch.File("v.csv", content));
}
