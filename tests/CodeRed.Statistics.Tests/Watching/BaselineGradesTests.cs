using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

public class BaselineGradesTests
{
    private static readonly double[] Table = [1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, .5, 1, 1, 1, 1, 0, 1, 0, 1];

    [Fact]
    public void Its_figures_are_means_over_items()
    {
        // R 4.2.2: x is Table by rows; mean(colMeans(x)), mean(apply(x, 2, var)), sum(apply(x, 2, var) / 5) / 16
        var baseline = new BaselineGrades(Table, 4);
        Assert.Equal((4, 5, 0, 5, false), (baseline.Items, baseline.Rounds, baseline.Missing, baseline.FewestAnswers, baseline.Binary));
        Tolerance.Near(.675, baseline.Mean, 1e-15);
        Tolerance.Near(.1625, baseline.VarianceWithin, 1e-15);
        Tolerance.Near(.008125, baseline.VarianceOfMean, 1e-16);
        Assert.Equal([.8, .8, .2, .9], baseline.ItemMeans);
        Assert.Equal([1, 1, 0, .5], baseline.Round(2));
    }

    [Fact]
    public void An_item_with_missing_answers_counts_as_much_as_the_others()
    {
        // R 4.2.2: x[2, 1] <- x[4, 3] <- x[5, 3] <- NA, and na.rm = TRUE
        double[] gaps = [.. Table];
        gaps[4] = gaps[14] = gaps[18] = double.NaN;
        var baseline = new BaselineGrades(gaps, 4);
        Assert.Equal((3, 3), (baseline.Missing, baseline.FewestAnswers));
        Tolerance.Near(.6125, baseline.Mean, 1e-15);
        Tolerance.Near(.125, baseline.VarianceWithin, 1e-15);
        Tolerance.Near(.00703125, baseline.VarianceOfMean, 1e-16);
    }

    [Fact]
    public void One_answer_of_an_item_says_nothing_about_its_variance()
    {
        var baseline = DrawnAnswers.Of("11 .0 .1");
        Assert.True(double.IsNaN(baseline.VarianceWithin) && double.IsNaN(baseline.VarianceOfMean) && baseline.Binary);
    }

    [Fact]
    public void The_absence_of_an_easy_item_does_not_lower_a_round()
    {
        var baseline = DrawnAnswers.Of("11100 11100 11101 11100"); // item means 1, 1, 1, 0 and .25, their mean .65
        Tolerance.Near(.65, baseline.RoundMean([1, 1, 1, 0, .25]), 1e-15);
        Tolerance.Near(.65, baseline.RoundMean([double.NaN, 1, 1, 0, .25]), 1e-15); // four fifths are enough
        Tolerance.Near(.6, baseline.RoundMean([1, 1, 1, 0, 0]), 1e-15);
        Assert.True(double.IsNaN(baseline.RoundMean([double.NaN, double.NaN, 1, 0, .25])));
        Assert.Throws<ArgumentException>(() => baseline.RoundMean([1]));
    }

    [Fact]
    public void Broken_rounds_grades_out_of_range_and_items_without_answers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new BaselineGrades([], 1));
        Assert.Throws<ArgumentException>(() => new BaselineGrades([1, 0, 1], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BaselineGrades([1], 0));
        Assert.Throws<ArgumentException>(() => new BaselineGrades([1, 1.1], 2));
        Assert.Throws<ArgumentException>(() => new BaselineGrades([1, -.1], 2));
        Assert.Throws<ArgumentException>(() => new BaselineGrades([1, double.NegativeInfinity], 2));
        var unanswered = Assert.Throws<ArgumentException>(() => DrawnAnswers.Of("1. 0."));
        Assert.Contains("Item 1 has no answer", unanswered.Message, StringComparison.Ordinal);
    }
}
