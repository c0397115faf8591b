using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

public class DrawEffectTests
{
    [Theory]
    [InlineData("ramp", .1)]
    [InlineData("equal .95", .02)]
    [InlineData("easy and hard", -.05)] // a rise, of the hard items
    public void The_interval_covers_the_true_drop_at_every_look_in_at_least_95_of_100(string kind, double drop)
    {
        // Seeded; fresh baselines of 40 items and 10 rounds, 300 answers; looked at after every 20.
        const int runs = 60;
        var random = new Random(20250961);
        var rates = DrawnAnswers.Rates(kind, 40);
        var now = EvenLogitShift.Down(rates, drop);
        var (missed, width) = (0, 0.0);
        for (var run = 0; run < runs; run++)
        {
            var effect = new DrawEffect(DrawBaseline.From(DrawnAnswers.Drawn(random, rates, 10)));
            var covered = true;
            for (var step = 1; step <= 300; step++)
            {
                var item = random.Next(40);
                effect.Add(item, DrawnAnswers.Answer(random, now[item]));
                covered &= step % 20 > 0 || effect.Drop.Contains(drop);
            }

            Assert.Equal(300, effect.Steps);
            missed += covered ? 0 : 1;
            width += effect.Drop.Width / runs;
        }

        Assert.True(missed <= runs * (.05 + Tolerance.OfRate(.05, runs)), $"missed {missed} of {runs}");
        Assert.InRange(width, .02, .3);
    }

    [Fact]
    public void Before_the_first_answer_it_is_as_wide_as_can_be() =>
        Assert.Equal(new Interval(-1, 1), new DrawEffect(DrawBaseline.Known([.5, .9])).Drop);

    [Fact]
    public void Its_limits_join_those_of_the_answers_and_of_the_baseline()
    {
        // Against known rates the interval is that of the differences alone; an estimated baseline adds its own limits.
        var grades = DrawnAnswers.Drawn(new Random(20250962), DrawnAnswers.Rates("ramp", 20), 10);
        var baseline = DrawBaseline.From(grades);
        var (known, estimated) = (new DrawEffect(DrawBaseline.Known(baseline.Centres)), new DrawEffect(baseline));
        for (var step = 0; step < 400; step++)
        {
            known.Add(step % 20, 0);
            estimated.Add(step % 20, 0);
        }

        Tolerance.Near(known.Drop.Lower + baseline.EffectLimits.Lower - baseline.Centre, estimated.Drop.Lower, 1e-9);
        Tolerance.Near(Math.Min(1, known.Drop.Upper + baseline.EffectLimits.Upper - baseline.Centre), estimated.Drop.Upper, 1e-9);
        Assert.True(known.Drop.Lower > .4 && known.Drop.Contains(baseline.Centre));
    }

    [Fact]
    public void A_mean_that_moves_is_named()
    {
        var effect = new DrawEffect(DrawBaseline.Known([.5]));
        Assert.False(effect.Moved);
        for (var step = 0; step < 400; step++)
        {
            effect.Add(0, step < 100 ? 1 : 0);
        }

        Assert.True(effect.Moved);
        var stands = effect.Drop;
        effect.Add(0, 0);
        Assert.Equal(stands, effect.Drop);
        Assert.InRange(stands.Lower, -.5, .5);
    }
}
