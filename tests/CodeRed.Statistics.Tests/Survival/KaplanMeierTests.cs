using CodeRed.Statistics.Survival;
using CsCheck;
using static CodeRed.Statistics.Tests.Survival.ExampleFollowUps;

namespace CodeRed.Statistics.Tests.Survival;

public class KaplanMeierTests
{
    // Times in whole weeks, entry before exit.
    private static readonly Gen<FollowUp[]> Subjects =
        Gen.Select(Gen.Int[0, 6], Gen.Int[1, 12], Gen.Bool, static (entry, length, ended) => new FollowUp(entry, entry + length, ended)).Array[1, 30];

    [Fact]
    public void The_curve_of_aml_agrees_with_R()
    {
        // R 4.2.2, survival 3.5-3: summary(survfit(Surv(time, status) ~ 1, data = aml[aml$x == "Maintained", ], conf.type = "log-log"))
        (double Time, int AtRisk, double Survival, double Error, double Lower, double Upper)[] expected =
        [
            (9, 11, 0.909090909090909, 0.0866784172041448, 0.5080802057699297, 0.986673822667823),
            (13, 10, 0.818181818181818, 0.1162912998303329, 0.4474286146821814, 0.951162228582492),
            (18, 8, 0.715909090909091, 0.1396649705572278, 0.3501903859079384, 0.899023974191053),
            (23, 7, 0.613636363636364, 0.1526323310273120, 0.2657520400012861, 0.835299243250221),
            (31, 5, 0.490909090909091, 0.1641932672211358, 0.1673309097768508, 0.753399790370811),
            (34, 4, 0.368181818181818, 0.1626688858270948, 0.0928295749369852, 0.657040832398164),
            (48, 2, 0.184090909090909, 0.1534927457862937, 0.0117384801231896, 0.525014842726641),
        ];
        Agree(expected, Curve(AmlMaintained));
    }

    [Fact]
    public void The_curve_with_late_entries_agrees_with_R()
    {
        // R 4.2.2, survival 3.5-3: summary(survfit(Surv(s, e, ev) ~ 1, conf.type = "log-log"))
        (double Time, int AtRisk, double Survival, double Error, double Lower, double Upper)[] expected =
        [
            (2, 6, 0.8333333333333334, 0.1521451548625462, 0.27312284992835600, 0.974712426690894),
            (3, 7, 0.7142857142857143, 0.1707469441906277, 0.25815366545879503, 0.919797456044858),
            (4, 7, 0.6122448979591837, 0.1741967259042526, 0.21677681568092000, 0.854326460133187),
            (6, 7, 0.5247813411078717, 0.1698556814790480, 0.17823519169753177, 0.785799695015586),
            (7, 7, 0.4498125780924614, 0.1612886586523713, 0.14580706558176404, 0.717851240506584),
            (8, 6, 0.3748438150770512, 0.1508273707927240, 0.11170178678476997, 0.644507458446575),
            (9, 5, 0.2998750520616409, 0.1380418256971630, 0.07828101176757031, 0.565856939492129),
            (11, 3, 0.1999167013744273, 0.1230050648459791, 0.03320780987733182, 0.467137367493895),
            (12, 2, 0.0999583506872136, 0.0936931023634871, 0.00601393684899806, 0.354451822515435),
        ];
        Agree(expected, Curve(Late));
    }

    [Fact]
    public void Medians_agree_with_R()
    {
        // R 4.2.2, survival 3.5-3: quantile(survfit(...), .5); NA above is infinite here.
        Median(Curve(AmlMaintained), 31, 13, double.PositiveInfinity);
        Median(Curve(AmlNotMaintained), 23, 5, 33);
        Median(Curve(Ovarian), 638, 431, double.PositiveInfinity);
        Median(Curve(Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1])), 5.5, 1, 8);
        Median(Curve(Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 1, 1, 1, 1, 0, 0, 0, 0, 0])), 7.5, 1, double.PositiveInfinity);

        // R gives 2 as the lower limit. But only four are observed from the start, and with .5^4 > .025 they do not exclude a median before 1.
        Median(Curve(Late), 7, 0, 11);

        static void Median(SurvivalCurve curve, double estimate, double lower, double upper)
        {
            Assert.Equal(estimate, curve.Median.Estimate);
            Assert.Equal(new Interval(lower, upper), curve.Median.Interval);
        }
    }

    [Fact]
    public void Restricted_means_agree_with_R()
    {
        // R 4.2.2, survival 3.5-3: summary(survfit(...), rmean = 40)$table, whose standard error lacks the factor n / (n - 1) of the variance.
        RestrictedMean(AmlMaintained, 40, 28.8977272727273, 3.4675776788916 * Math.Sqrt(11 / 10.0));
        RestrictedMean(AmlNotMaintained, 40, 21.9305555555556, 3.83564116318459 * Math.Sqrt(12 / 11.0));
        RestrictedMean(Ovarian, 700, 532.2215183509301, 41.1114017478335 * Math.Sqrt(26 / 25.0));

        static void RestrictedMean(FollowUp[] subjects, double until, double mean, double error)
        {
            var result = Curve(subjects).RestrictedMean(until);
            Assert.NotNull(result);
            Tolerance.Relative(mean, result.Mean, 1e-12);
            Tolerance.Relative(error, result.StandardError ?? double.NaN, 1e-12);
        }
    }

    [Fact]
    public void Without_censoring_the_curve_is_the_share_that_lasts_and_the_restricted_mean_has_its_t_interval() =>
        Gen.Int[1, 12].Array[2, 30].Sample(
            weeks =>
            {
                var curve = Curve(Of([.. weeks.Select(week => (double)week)], [.. weeks.Select(_ => 1)]));
                foreach (var step in curve.Steps)
                {
                    var share = (double)weeks.Count(week => week > step.Time) / weeks.Length;
                    Tolerance.Near(share, step.Survival, 1e-12);
                    Tolerance.Near(share is 0 or 1 ? 0 : Math.Sqrt(share * (1 - share) / weeks.Length), step.StandardError ?? 0, 1e-12);
                }

                double[] cut = [.. weeks.Select(week => Math.Min(week, 6.0))];
                var result = curve.RestrictedMean(6);
                Assert.NotNull(result);
                Tolerance.Near(cut.Average(), result.Mean, 1e-12);
                var variance = cut.Sum(time => Math.Pow(time - cut.Average(), 2)) / (weeks.Length - 1);
                Tolerance.Near(Math.Sqrt(variance / weeks.Length), result.StandardError ?? 0, 1e-9);
            },
            iter: 200);

    [Fact]
    public void The_order_of_subjects_is_of_no_account() =>
        Gen.Select(Subjects, Gen.Int[0, 1_000]).Sample(
            (subjects, seed) =>
            {
                FollowUp[] shuffled = [.. subjects];
                new Random(seed).Shuffle(shuffled);
                Assert.Equal(KaplanMeier.TryEstimate(subjects, out var one, out var refusal), KaplanMeier.TryEstimate(shuffled, out var other, out var again));
                Assert.Equal(refusal, again);
                Assert.Equal(one?.Steps, other?.Steps);
                Assert.Equal(one?.Median, other?.Median);
            },
            iter: 300);

    [Fact]
    public void Days_in_place_of_weeks_change_times_only() =>
        Subjects.Sample(
            subjects =>
            {
                if (!KaplanMeier.TryEstimate(subjects, out var weeks, out _))
                {
                    return;
                }

                var days = Curve([.. subjects.Select(subject => new FollowUp(7 * subject.Entry, 7 * subject.Exit, subject.Event))]);
                Assert.Equal(weeks.Steps.Select(step => step with { Time = 7 * step.Time }), days.Steps);
                Assert.Equal(7 * weeks.Median.Estimate, days.Median.Estimate);
                Assert.Equal(7 * weeks.Median.Interval.Lower, days.Median.Interval.Lower);
                Tolerance.Near(7 * (weeks.RestrictedMean(weeks.Until)?.Mean ?? 0), days.RestrictedMean(days.Until)?.Mean ?? 0, 1e-9);
            },
            iter: 300);

    [Fact]
    public void A_later_start_conditions_on_lasting_until_then() =>
        Subjects.Sample(
            subjects =>
            {
                if (KaplanMeier.TryEstimate(subjects, out var whole, out _) && KaplanMeier.TryEstimate(subjects, out var later, out _, from: whole.From + 2)
                    && whole.At(whole.From + 2)!.Survival is > 0 and var reached)
                {
                    Assert.All(later.Steps, step => Tolerance.Near(whole.At(step.Time)!.Survival / reached, step.Survival, 1e-12));
                }
            },
            iter: 300);

    [Fact]
    public void Intervals_hold_the_estimate_and_the_curve_never_rises() =>
        Subjects.Sample(
            subjects =>
            {
                if (!KaplanMeier.TryEstimate(subjects, out var curve, out _))
                {
                    return;
                }

                double before = 1;
                for (var time = curve.From; time <= curve.Until; time += .5)
                {
                    var point = curve.At(time)!;
                    Assert.InRange(point.Survival, point.Interval.Lower, point.Interval.Upper);
                    Assert.InRange(point.Interval.Lower, 0, 1);
                    Assert.True(point.Survival <= before && point.AtRisk > 0);
                    before = point.Survival;
                }

                Assert.Equal(subjects.Count(subject => subject.Event), curve.Events);
                var mean = curve.RestrictedMean(curve.Until)!;
                Assert.InRange(mean.Mean, mean.Interval.Lower - 1e-12, mean.Interval.Upper + 1e-12);
                Assert.InRange(mean.Mean, 0, curve.Until - curve.From);
                var median = curve.Median;
                Assert.True(median.Estimate is null or >= 0 && (median.Estimate ?? curve.Until) >= median.Interval.Lower && (median.Estimate ?? 0) <= median.Interval.Upper);
            },
            iter: 300);

    [Fact]
    public void A_difference_of_restricted_means_without_censoring_is_Welchs()
    {
        // R 4.2.2: t.test(c(1, 3, 4, 6, 8, 9), c(2, 2, 3, 5, 7), conf.level = .9)$conf.int
        RestrictedMean Mean(params double[] times) => Curve(Of(times, [.. times.Select(_ => 1)])).RestrictedMean(20)!;
        RestrictedMean one = Mean(1, 3, 4, 6, 8, 9), other = Mean(2, 2, 3, 5, 7);
        var interval = one.MinusInterval(other, .9);
        Assert.NotNull(interval);
        Tolerance.Near(-1.5386888631643, interval.Value.Lower, 1e-9);
        Tolerance.Near(4.27202219649764, interval.Value.Upper, 1e-9);
        Assert.Null(one.MinusInterval(Mean(4, 4, 4)));
        Assert.Throws<ArgumentException>("other", () => one.MinusInterval(Curve(AmlMaintained).RestrictedMean(30)!));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => one.MinusInterval(other, 1));
    }

    [Fact]
    public void If_nobody_left_the_lower_limit_is_that_of_the_binomial_share()
    {
        var curve = Curve(Of([10, 10, 10, 10], [0, 0, 0, 0]));
        Assert.Equal(0, curve.Events);
        Assert.Empty(curve.Steps);
        var point = curve.At(10)!;
        Assert.Equal(1, point.Survival);
        Assert.Null(point.StandardError);
        Tolerance.Near(Statistics.Intervals.ClopperPearsonInterval.From(4, 4).Lower, point.Interval.Lower, 1e-12);
        Assert.Equal(1, point.Interval.Upper);
        Assert.Equal(new SurvivalQuantile(null, new Interval(0, double.PositiveInfinity)), curve.Median);
        var mean = curve.RestrictedMean(10)!;
        Assert.Equal(10, mean.Mean);
        Assert.Null(mean.StandardError);
        Tolerance.Near(10 * point.Interval.Lower, mean.Interval.Lower, 1e-12);
        Assert.Equal(10, mean.Interval.Upper);
    }

    [Fact]
    public void If_many_stay_the_median_is_at_least_as_long_as_they_were_observed()
    {
        var curve = Curve([.. Enumerable.Repeat(new FollowUp(0, 10, false), 40)]);
        Assert.Equal(new SurvivalQuantile(null, new Interval(10, double.PositiveInfinity)), curve.Median);
    }

    [Fact]
    public void One_subject_says_nearly_nothing()
    {
        var curve = Curve([new FollowUp(0, 4, true)]);
        var point = curve.At(4)!;
        Assert.Equal((0, null, new Interval(0, 1)), (point.Survival, point.StandardError, point.Interval));
        Assert.Equal(0, curve.At(100)!.Survival); // everyone who was observed has left
        Assert.Equal(new SurvivalQuantile(4, new Interval(0, double.PositiveInfinity)), curve.Median);
        Assert.Equal(new Interval(4 * .025, 9), curve.RestrictedMean(9)!.Interval);
    }

    [Fact]
    public void Identical_times_are_one_step()
    {
        var curve = Curve([new(0, 3, true), new(0, 3, true), new(0, 3, false), new(0, 3, true)]);
        var step = Assert.Single(curve.Steps);
        Assert.Equal((3, 4, 3, .25), (step.Time, step.AtRisk, step.Events, step.Survival));
    }

    [Fact]
    public void Beyond_the_last_observation_nothing_is_known()
    {
        var curve = Curve(AmlMaintained);
        Assert.Null(curve.At(161.5));
        Assert.Null(curve.RestrictedMean(162));
        Assert.NotNull(curve.At(161));
        Assert.Equal(new Interval(1, 1), curve.At(0)!.Interval);
    }

    [Fact]
    public void A_gap_in_observation_is_refused_with_the_time_after_it()
    {
        FollowUp[] subjects = [new(0, 3, false), new(0, 4, true), new(6, 9, true), new(6, 12, false)];
        Assert.False(KaplanMeier.TryEstimate(subjects, out _, out var refusal));
        Assert.Equal((SurvivalRefusalReason.Gap, 6), (refusal.Reason, refusal.From));
        Assert.Equal("Nobody is observed from 4 to 6, so that the chance to last from 0 beyond it is not known. Ask for the curve from 6 on.", refusal.Words);
        Assert.Equal(.5, Curve(subjects, from: refusal.From).At(10)!.Survival);
    }

    [Fact]
    public void An_early_end_of_all_who_were_observed_is_refused_though_others_come_later()
    {
        FollowUp[] subjects = [new(0, 2, true), new(1, 2, true), new(2, 9, true), new(2, 12, false)];
        Assert.False(KaplanMeier.TryEstimate(subjects, out _, out var refusal));
        Assert.Equal((SurvivalRefusalReason.Exhausted, 2), (refusal.Reason, refusal.From));
        Assert.Equal(.5, Curve(subjects, from: refusal.From).At(10)!.Survival);
    }

    [Fact]
    public void The_remedy_of_a_refusal_is_never_refused() =>
        Subjects.Sample(
            subjects =>
            {
                if (!KaplanMeier.TryEstimate(subjects, out _, out var refusal))
                {
                    Assert.True(KaplanMeier.TryEstimate(subjects, out _, out _, from: refusal.From));
                }
            },
            iter: 500);

    [Fact]
    public void Nobody_is_no_curve()
    {
        Assert.False(KaplanMeier.TryEstimate([], out _, out var refusal));
        Assert.Equal(SurvivalRefusalReason.NoSubjects, refusal.Reason);
        Assert.False(KaplanMeier.TryEstimate([new FollowUp(0, 4, true)], out _, out refusal, from: 4));
        Assert.Equal("Nobody of 1 is observed after 4: ask for an earlier start.", refusal.Words);
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(3, 3)]
    [InlineData(3, 2)]
    [InlineData(double.NaN, 2)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    public void A_follow_up_that_is_none_is_an_error(double entry, double exit)
    {
        var error = Assert.Throws<ArgumentException>("subjects", () => KaplanMeier.TryEstimate([new(0, 1, true), new(entry, exit, true)], out _, out _));
        Assert.StartsWith("Subject 1 is observed from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_outside_their_range_are_errors()
    {
        Assert.Throws<ArgumentOutOfRangeException>("level", () => Curve(Late, level: 1));
        Assert.Throws<ArgumentOutOfRangeException>("from", () => Curve(Late, from: -1));
        Assert.Throws<ArgumentOutOfRangeException>("from", () => Curve(Late, from: double.NaN));
        var curve = Curve(Late, from: 3);
        Assert.Throws<ArgumentOutOfRangeException>("time", () => curve.At(2));
        Assert.Throws<ArgumentOutOfRangeException>("time", () => curve.At(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("share", () => curve.Quantile(0));
        Assert.Throws<ArgumentOutOfRangeException>("share", () => curve.Quantile(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("until", () => curve.RestrictedMean(3));
        Assert.Throws<ArgumentOutOfRangeException>("until", () => curve.RestrictedMean(double.NaN));
    }

    private static void Agree((double Time, int AtRisk, double Survival, double Error, double Lower, double Upper)[] expected, SurvivalCurve curve)
    {
        Assert.Equal(expected.Length, curve.Steps.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            var (step, row) = (curve.Steps[i], expected[i]);
            Assert.Equal((row.Time, row.AtRisk, 1), (step.Time, step.AtRisk, step.Events));
            Tolerance.Near(row.Survival, step.Survival, 1e-14);
            Tolerance.Near(row.Error, step.StandardError ?? double.NaN, 1e-14);
            Tolerance.Near(row.Lower, step.Interval.Lower, 1e-13);
            Tolerance.Near(row.Upper, step.Interval.Upper, 1e-13);
        }
    }
}
