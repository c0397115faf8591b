using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Grading;

namespace CodeRed.Probing.Procedural;

/// <summary>The language in which questions are asked.</summary>
public enum ProceduralLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>Traditional Chinese.</summary>
    TraditionalChinese,
}

/// <summary>Questions of one kind, made by a rule from random numbers, each with an exact checker.</summary>
/// <remarks>
/// The difficulty goes from 1 to <see cref="HighestDifficulty"/>. It fixes the size of a question by the family's own <see cref="Measure"/>, and a higher difficulty always means a larger
/// size; how hard a model finds it is for the model to show.
/// </remarks>
public abstract class ProceduralFamily
{
    /// <summary>The highest difficulty; the lowest is 1.</summary>
    public const int HighestDifficulty = 10;

    /// <summary>Every family, in the order of the documentation.</summary>
    public static ImmutableArray<ProceduralFamily> All { get; } =
    [
        new ArithmeticFamily(), new PrimalityFamily(), new FactorFamily(), new CalendarFamily(), new LettersFamily(), new ListsFamily(), new BasesFamily(), new UnitsFamily(),
        new OrderingFamily(), new TracingFamily(), new FormatFamily(), new NeedleFamily(), new WordProblemFamily(), new MissingFactFamily(), new FalsePremiseFamily(),
    ];

    /// <summary>Its name in suites, for example <c>arithmetic</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What is asked, in a few words.</summary>
    public abstract string Description { get; }

    /// <summary>What the size of a question counts.</summary>
    public abstract string Measure { get; }

    /// <summary>The languages it is worded in.</summary>
    public virtual ImmutableArray<ProceduralLanguage> Languages => [ProceduralLanguage.English];

    /// <summary>Whether answers are told apart as correct, wrong and abstained.</summary>
    public virtual bool IsAbstentionAware => false;

    /// <summary>The size of every question of a difficulty.</summary>
    public abstract long SizeAt(int difficulty);

    /// <summary>The family of a name; null when there is none.</summary>
    public static ProceduralFamily? Named(string name) => All.FirstOrDefault(f => f.Name == name);

    internal abstract ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language);

    private protected static Assertion Number(long value) => Number(Text(value));

    private protected static Assertion Number(string value) => new("number", NumberGrader, value);

    private protected static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private protected static readonly NumberGrader NumberGrader = new();
}
