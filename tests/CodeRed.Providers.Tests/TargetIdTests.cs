namespace CodeRed.Providers.Tests;

public sealed class TargetIdTests
{
    [Theory]
    [InlineData("openai:gpt-5.1", "openai", "gpt-5.1")]
    [InlineData("ollama:llama3.2:3b", "ollama", "llama3.2:3b")]
    [InlineData("tinker:tinker://0034d8c9:train:0/sampler_weights/000080", "tinker", "tinker://0034d8c9:train:0/sampler_weights/000080")]
    [InlineData("replay:answers?old.jsonl", "replay", "answers?old.jsonl")]
    public void An_id_is_a_vendor_and_a_model(string text, string vendor, string model)
    {
        var id = TargetId.Parse(text);

        Assert.Equal((vendor, model), (id.Vendor, id.Model));
        Assert.Empty(id.Parameters);
        Assert.Equal(text, id.ToString());
    }

    [Fact]
    public void Parameters_keep_their_order_and_may_repeat()
    {
        var id = TargetId.Parse("sim:gpt-sim?skill=0.8&change=fences@10&change=slow:3%402026-11-01");

        Assert.Equal(["skill=0.8", "change=fences@10", "change=slow:3@2026-11-01"], id.Parameters.Select(p => $"{p.Key}={p.Value}"));
        Assert.Equal("gpt-sim", id.Model);
    }

    [Theory]
    [InlineData("gpt-5.1", "'gpt-5.1' is not a target; write vendor:model, as in openai:gpt-5.1 or sim:demo.")]
    [InlineData(":gpt-5.1", "':gpt-5.1' is not a target; write vendor:model, as in openai:gpt-5.1 or sim:demo.")]
    [InlineData("openai:", "'openai:' names no model after 'openai:'.")]
    [InlineData("replay:", "'replay:' names no file after 'replay:'.")]
    [InlineData("sim:a?skill", "'sim:a?skill': 'skill' is not a parameter; write name=value, joined by &.")]
    [InlineData("sim:a?skill=", "'sim:a?skill=': 'skill=' is not a parameter; write name=value, joined by &.")]
    [InlineData("openai:gpt\u001b[31m", "A target has no control characters in it.")]
    public void A_wrong_id_says_what_is_wrong(string text, string message) =>
        Assert.Equal(message, Assert.Throws<TargetException>(() => TargetId.Parse(text)).Message);
}
