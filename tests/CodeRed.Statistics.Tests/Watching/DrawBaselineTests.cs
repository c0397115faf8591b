using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

public class DrawBaselineTests
{
    [Fact]
    public void Centres_are_drawn_towards_the_mean_as_far_as_chance_explains_their_spread()
    {
        // By hand: means 1, .5, .5, 0 of 4 answers; the variance within is (0 + 1/3 + 1/3 + 0) / 4 = 1/6, between 1/6 - 1/24 = 1/8, their ratio 4/3:
        // (4 p + 4/3 / 2) / (16/3) = .875, .5, .5, .125.
        var baseline = DrawBaseline.From(DrawnAnswers.Of("1110 1010 1100 1000"), .1);
        double[] expected = [.875, .5, .5, .125];
        for (var item = 0; item < 4; item++)
        {
            Tolerance.Near(expected[item], baseline.Centres[item], 1e-14);
        }

        // Without one pass of item 1: (4 * .5 + 2/3 - 1) / (3 + 4/3); without one fail (4 * .5 + 2/3) / (3 + 4/3).
        Tolerance.Near(5.0 / 13, baseline.Seen()[1].WithoutPass, 1e-14);
        Tolerance.Near(8.0 / 13, baseline.Seen()[1].WithoutFail, 1e-14);
        Tolerance.Near(.5, baseline.Centre, 1e-15);
        Assert.Equal((4, true, .1, 4.0, GuaranteeBasis.Simulated), (baseline.Items, baseline.Binary, baseline.Eta, baseline.AnswersPerItem, baseline.Basis));
    }

    [Fact]
    public void Its_limits_are_those_of_the_baselines_mean()
    {
        var grades = DrawnAnswers.Drawn(new Random(20250922), DrawnAnswers.Rates("ramp", 20), 10);
        Assert.Equal(BaselineMean.Approximate(grades, .05), DrawBaseline.From(grades).Mean);
        Assert.Equal(BaselineMean.Approximate(grades, .0125), DrawBaseline.From(grades).EffectLimits);
        var proved = DrawBaseline.From(grades, .1, GuaranteeBasis.Proved);
        Assert.Equal((BaselineMean.Proved(grades, .1), GuaranteeBasis.Proved), (proved.Mean, proved.Basis));
    }

    [Fact]
    public void Known_rates_have_no_luck_and_are_proved()
    {
        var baseline = DrawBaseline.Known([.9, .5]);
        Assert.Equal((new Interval(.7, .7), 0.0, GuaranteeBasis.Proved), (baseline.Mean, baseline.Eta, baseline.Basis));
        Tolerance.Near(.17, baseline.VarianceWithin, 1e-15);
        Assert.Empty(baseline.Refusals);
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawBaseline.Known([.5, 1.01]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawBaseline.Known([double.NaN]));
    }

    [Fact]
    public void One_round_is_refused_without_nonsense()
    {
        var baseline = DrawBaseline.From(DrawnAnswers.Of("1101110"), .05, GuaranteeBasis.Proved);
        Assert.Equal(RefusalReason.TooFewRounds, Assert.Single(baseline.Refusals).Reason);
        Assert.All(baseline.Centres.ToArray(), centre => Assert.InRange(centre, 0, 1));
        Assert.Throws<ArgumentException>(() => DrawBaseline.From(DrawnAnswers.Of("1101110")));
    }

    [Fact]
    public void An_item_with_few_answers_is_drawn_further_towards_the_mean()
    {
        var baseline = DrawBaseline.From(DrawnAnswers.Of("110100 110100 11010. 11100. 00110. 10010."));
        Assert.Equal(2, baseline.Seen()[5].Count);
        Assert.True(baseline.Centres[5] > DrawBaseline.From(DrawnAnswers.Of("110100 110100 110100 111000 001100 100100")).Centres[5]);
    }
}
