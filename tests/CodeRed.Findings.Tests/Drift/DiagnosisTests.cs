using CodeRed.Evidence;
using CodeRed.Findings.Drift;
using static CodeRed.Findings.Tests.Drift.Answers;

namespace CodeRed.Findings.Tests.Drift;

public class DiagnosisTests
{
    // Half of the items are "yes", half "no"; each side answers by its own rule.
    private static IEnumerable<ItemPair> YesNo(int items, Func<int, string, Outcome> before, Func<int, string, Outcome> after) =>
        Enumerable.Range(0, items).Select(i =>
        {
            string truth = i % 2 == 0 ? "yes" : "no";
            return Pair($"{i}", before(i, truth), after(i, truth), expected: truth);
        });

    private static Outcome Says(string label, string truth, int length = 10) => Graded(label == truth ? 1 : 0, label, length: length);

    private static string Other(string label) => label == "yes" ? "no" : "yes";

    [Fact]
    public void One_label_given_everywhere_is_an_answer_bias_and_not_a_loss_of_ability()
    {
        var finding = Find(YesNo(
            1000,
            (i, truth) => Says(i % 6 == 0 || i % 7 == 0 ? Other(truth) : truth, truth, length: 600),
            (_, truth) => Says("no", truth, length: 4)));

        Assert.Equal((DiagnosisKind.AnswerBias, "no"), (finding.Diagnoses[0].Kind, finding.Diagnoses[0].Subject));
        Assert.Equal(1.0, finding.Diagnoses[0].Share);
        Assert.Equal(DiagnosisKind.Shortened, finding.Diagnoses[1].Kind);
        Assert.Contains(finding.Diagnoses[0].Figures, f => f is { Kind: FigureKind.LabelGiven, After: 1000, Of: 1000 });
        Assert.Contains(finding.Diagnoses[0].Figures, f => f is { Kind: FigureKind.RightWhereLabelIsRight, After: 500, Of: 500 });
        Assert.Contains(finding.Diagnoses[0].Figures, f => f is { Kind: FigureKind.RightWhereLabelIsWrong, After: 0, Of: 500 });
    }

    [Fact]
    public void Guessing_is_a_loss_of_ability_and_not_an_answer_bias()
    {
        var random = new Random(7);
        var finding = Find(YesNo(
            1000,
            (_, truth) => Says(truth, truth),
            (_, truth) => Says(random.NextDouble() < .5 ? "yes" : "no", truth)));

        Assert.Equal(Verdict.Worse, finding.Verdict);
        Assert.DoesNotContain(finding.Diagnoses, d => d.Kind == DiagnosisKind.AnswerBias);
        Assert.Equal(DiagnosisKind.SpreadEvenly, finding.Diagnoses[0].Kind);
        Assert.Equal(1.0, finding.Diagnoses[0].Share);
    }

    [Fact]
    public void Evasions_are_non_answers()
    {
        var finding = Find(YesNo(400, (_, truth) => Says(truth, truth), (i, truth) => i % 4 == 0 ? Graded(0, nonAnswer: true) : Says(truth, truth)));

        Assert.Equal((DiagnosisKind.NonAnswers, 100L), (finding.Diagnoses[0].Kind, finding.Diagnoses[0].Explains));
        Assert.Contains(finding.Measures, m => m is { Kind: MeasureKind.NonAnswers, Verdict: Verdict.Worse, CurrentMean: .25 });
    }

    [Fact]
    public void Answers_cut_off_are_a_truncation()
    {
        var finding = Find(YesNo(
            400,
            (_, truth) => Says(truth, truth) with { Truncated = false },
            (i, truth) => i % 4 == 0 ? Graded(0, Other(truth), truncated: true) : Says(truth, truth) with { Truncated = false }));

        Assert.Equal((DiagnosisKind.Truncation, 100L), (finding.Diagnoses[0].Kind, finding.Diagnoses[0].Explains));
    }

    [Fact]
    public void Losses_in_one_stratum_are_concentrated_there()
    {
        var finding = Find(Enumerable.Range(0, 400).Select(i => Pair($"{i}", 1, i % 4 == 0 && i < 300 ? 0 : 1, stratum: i % 4 == 0 ? "dates" : "other")));

        Assert.Equal((DiagnosisKind.Concentrated, "dates"), (finding.Diagnoses[0].Kind, finding.Diagnoses[0].Subject));
        Assert.Equal("dates", finding.Strata[0].Stratum);
        Assert.Equal(.25, finding.Strata[0].CurrentRate);
    }

    [Fact]
    public void The_manner_that_explains_more_comes_first()
    {
        var finding = Find(YesNo(
            1000,
            (_, truth) => Says(truth, truth),
            (i, truth) => (i % 10) switch
            {
                0 or 1 or 2 => Graded(0, nonAnswer: true),
                3 or 4 => Graded(0, normalised: 1),
                _ => Says(truth, truth),
            }));

        Assert.Equal([DiagnosisKind.NonAnswers, DiagnosisKind.FormatOnly], finding.Diagnoses.Select(d => d.Kind));
        Assert.Equal([300L, 200L], finding.Diagnoses.Select(d => d.Explains!.Value));
    }

    [Fact]
    public void Where_it_got_better_the_newly_right_are_described()
    {
        var finding = Find(YesNo(400, (i, truth) => i % 4 == 0 ? Graded(0, nonAnswer: true) : Says(truth, truth), (_, truth) => Says(truth, truth)));

        Assert.Equal(Verdict.Better, finding.Verdict);
        var diagnosis = finding.Diagnoses[0];
        Assert.Equal((DiagnosisKind.NonAnswers, true), (diagnosis.Kind, diagnosis.OfGained));
        Assert.Equal((100.0, 0.0), (diagnosis.Figures[0].Before, diagnosis.Figures[0].After));
    }

    [Fact]
    public void Without_a_change_nothing_is_diagnosed() =>
        Assert.Empty(Find(YesNo(400, (_, truth) => Says(truth, truth), (_, truth) => Says(truth, truth))).Diagnoses);
}
