using System.Runtime.CompilerServices;
using CodeRed.Statistics.Algebra;

namespace CodeRed.Statistics.Latent;

/// <summary>The logarithm of the posterior density of capabilities and series, given the variances, and its derivatives.</summary>
/// <remarks>
/// <para>Variables, in this order: how much better a model of a year later is; the mean vendor inflation and that of each lab; the rival inflation;
/// difficulty and log-discrimination of each series; what each voted model's strength would be by endless votes; and then, in a block for each model, its capability and what it does better on each benchmark than its
/// capability tells.</para>
/// <para>Constants that depend on the variances are kept, so that values of different variances compare; powers of 2 pi cancel in Laplace's
/// approximation and are left out.</para>
/// </remarks>
internal sealed class CapabilityDensity
{
    private const double WideDifficulty = 3;
    private const double WideRealDifficulty = 5;
    private const double RealSlopeDeviation = 1;
    private const double TrendDeviation = 2;
    private const double VendorMeanDeviation = .5;
    private const double RivalDeviation = .3;
    private const double UnitPrecision = 1e6;
    private const double DaysPerYear = 365.25;

    /// <summary>Degrees of freedom where tails are heavy.</summary>
    public const int TailDegrees = 4;

    private readonly Cell[] _cells;
    private readonly GroupedPrior[] _grouped;
    private readonly double[] _fixedPrecision; // of variables with a normal prior of known spread; 0 for the rest
    private readonly int[] _interactions;
    private readonly int[] _capabilities; // variable of each ranked model
    private readonly double[] _years; // of each ranked model, from the mean
    private readonly int[] _labs; // variable of each lab's inflation, -1 where it has none
    private readonly int[][] _capabilityPlaces;
    private readonly int[] _strengths; // variable of each voted model's true strength in votes
    private readonly double[] _voted; // its strength by the votes
    private readonly double[] _information; // of the votes on the strengths, row by row
    private readonly double[] _unit; // of each core variable, its part in the mean log-discrimination, which is held at 0

    public CapabilityDensity(ScoreTable table, CapabilitySettings settings, IReadOnlyList<ScoreCell> cells, IReadOnlyList<int> models)
    {
        (Table, Settings, Models) = (table, settings, models);
        var trend = settings.Prior is CapabilityPrior.Trend or CapabilityPrior.HeavyTails && models.Select(model => table.Models[model].Released).Distinct().Count() > 1;
        var next = 0;
        TrendVariable = trend ? next++ : -1;
        int[] vendors = [.. cells.Where(cell => cell.Score.Runner == RunnerKind.Vendor).Select(cell => table.Models[cell.Score.Model].Lab).Distinct().Order()];
        VendorMean = vendors.Length > 0 ? next++ : -1;
        _labs = new int[1 + table.Models.Max(model => model.Lab)];
        Array.Fill(_labs, -1);
        foreach (var lab in vendors)
        {
            _labs[lab] = next++;
        }

        Rival = cells.Any(cell => cell.Score.Runner == RunnerKind.Rival) ? next++ : -1;
        int[] series = [.. cells.Select(cell => cell.Score.Series).Distinct().Order()];
        (Difficulty, Slope) = (new int[table.Series.Count], new int[table.Series.Count]);
        Array.Fill(Difficulty, -1);
        Array.Fill(Slope, -1);
        foreach (var one in series)
        {
            Difficulty[one] = next++;
        }

        foreach (var one in series)
        {
            Slope[one] = next++;
        }

        ScoreCell[] votes = [.. cells.Where(cell => cell.Score.Series == table.VoteSeries)];
        _strengths = [.. votes.Select(_ => next++)];
        _voted = [.. votes.Select(cell => cell.Value)];
        _information = Information(table, votes);
        var strengthOf = votes.Zip(_strengths, (cell, variable) => (cell.Score.Model, variable)).ToDictionary();
        var core = next;

        // A benchmark of one series of real scores needs no interaction: the dispersion of the series is the same.
        var shared = series.GroupBy(one => table.Series[one].Benchmark).Where(group => group.Count() > 1 || table.Series[group.First()].Scale == ScoreScale.Proportion).Select(group => group.Key).ToHashSet();
        var ofModel = cells.ToLookup(cell => cell.Score.Model);
        List<(int, int[])> blocks = [];
        List<int> interactions = [];
        var interaction = new Dictionary<(int Model, int Benchmark), int>();
        _capabilities = new int[models.Count];
        for (var place = 0; place < models.Count; place++)
        {
            var model = models[place];
            var start = _capabilities[place] = next++;
            foreach (var benchmark in ofModel[model].Select(cell => table.Series[cell.Score.Series].Benchmark).Distinct().Order().Where(shared.Contains))
            {
                interactions.Add(next);
                interaction[(model, benchmark)] = next++;
            }

            List<int> touched = [];
            if (trend)
            {
                touched.Add(TrendVariable);
            }

            foreach (var cell in ofModel[model])
            {
                touched.Add(Difficulty[cell.Score.Series]);
                touched.Add(Slope[cell.Score.Series]);
                if (Shift(cell.Score) is >= 0 and var shift)
                {
                    touched.Add(shift);
                }

                if (cell.Score.Series == table.VoteSeries)
                {
                    touched.Add(strengthOf[model]);
                }
            }

            blocks.Add((next - start, [.. touched.Distinct().Order()]));
        }

        Structure = new ArrowStructure(core, blocks);
        _interactions = [.. interactions];
        _years = YearsOf(table, models);
        _capabilityPlaces = [.. _capabilities.Select(variable => trend ? new[] { Structure.Place(variable, variable), Structure.Place(variable, TrendVariable) } : [Structure.Place(variable, variable)])];
        var ranked = new int[table.Models.Count];
        Array.Fill(ranked, -1);
        for (var place = 0; place < models.Count; place++)
        {
            ranked[models[place]] = place;
        }

        _cells = [.. cells.Select(cell =>
        {
            var one = table.Series[cell.Score.Series];
            var place = ranked[cell.Score.Model];
            List<int> variables = [_capabilities[place]];
            if (interaction.TryGetValue((cell.Score.Model, one.Benchmark), out var own))
            {
                variables.Add(own);
            }

            if (Shift(cell.Score) is >= 0 and var shift)
            {
                variables.Add(shift);
            }

            var voted = cell.Score.Series == table.VoteSeries;
            if (voted)
            {
                variables.Add(strengthOf[cell.Score.Model]);
            }

            variables.Add(Difficulty[cell.Score.Series]);
            variables.Add(Slope[cell.Score.Series]);
            List<int> places = [];
            for (var i = 0; i < variables.Count; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    places.Add(Structure.Place(variables[i], variables[j]));
                }
            }

            return new Cell(cell.Score.Series, place, one.Scale == ScoreScale.Real, cell.Value, cell.Noise, one.Floor, one.Ceiling, voted, [.. variables], [.. places]);
        })];
        Live = new bool[_cells.Length];
        Array.Fill(Live, true);
        _unit = Unit();
        (_grouped, _fixedPrecision) = (Grouped(series), FixedPrecision(series));
        Weights = new double[models.Count];
        Array.Fill(Weights, 1);
        Spent = new double[table.Series.Count];
    }

    private CapabilityDensity(CapabilityDensity other, Cell[] cells)
    {
        (Table, Settings, Models, Structure) = (other.Table, other.Settings, other.Models, other.Structure);
        (TrendVariable, VendorMean, Rival, Difficulty, Slope) = (other.TrendVariable, other.VendorMean, other.Rival, other.Difficulty, other.Slope);
        (_cells, _fixedPrecision, _interactions, _capabilities) = (cells, other._fixedPrecision, other._interactions, other._capabilities);
        (_strengths, _voted, _information) = (other._strengths, other._voted, other._information);
        (_years, _labs, _capabilityPlaces, _unit) = (other._years, other._labs, other._capabilityPlaces, other._unit);
        _grouped = Array.ConvertAll(other._grouped, grouped => grouped.Copy());
        (Live, Weights, Spent) = ((bool[])other.Live.Clone(), (double[])other.Weights.Clone(), (double[])other.Spent.Clone());
    }

    public ScoreTable Table { get; }

    public CapabilitySettings Settings { get; }

    /// <summary>Numbers of the models that have a place.</summary>
    public IReadOnlyList<int> Models { get; }

    public ArrowStructure Structure { get; }

    public ReadOnlySpan<Cell> Cells => _cells;

    public ReadOnlySpan<GroupedPrior> GroupedPriors => _grouped;

    public ReadOnlySpan<int> Capabilities => _capabilities;

    public ReadOnlySpan<int> Interactions => _interactions;

    public ReadOnlySpan<double> Years => _years;

    /// <summary>Which scores count; the others are left out.</summary>
    public bool[] Live { get; }

    /// <summary>Weight of each capability's prior: below 1 for one that stands far out, where tails are heavy.</summary>
    public double[] Weights { get; }

    /// <summary>For each series the information of its scores on their sums, times the variance of these given all discriminations; times a^2 it is the
    /// number of parameters that the series spends on them.</summary>
    /// <remarks>The mode of everything at once is no good centre for discriminations: smaller capabilities are likelier, so that it shrinks them, and makes up for
    /// it by larger discriminations, the more so the more models there are. Integrated over the rest, the density of the discriminations has the factor
    /// det^-1/2 of its precision, which takes that back. Its derivative by log a is minus a^2 times this, held fixed while a mode is sought.</remarks>
    public double[] Spent { get; }

    public int TrendVariable { get; }

    public int VendorMean { get; }

    public int Rival { get; }

    /// <summary>For each series the variable of its difficulty; -1 where it has no score.</summary>
    public int[] Difficulty { get; }

    /// <summary>For each series the variable of its log-discrimination; -1 where it has no score.</summary>
    public int[] Slope { get; }

    /// <summary>One more than the highest number of a lab.</summary>
    public int Labs => _labs.Length;

    /// <summary>The variable of a lab's inflation, or -1.</summary>
    public int Inflation(int lab) => lab >= 0 && lab < _labs.Length ? _labs[lab] : -1;

    /// <summary>A density that shares what never changes, for another thread or other scores left out.</summary>
    public CapabilityDensity Copy() => new(this, _cells);

    /// <summary>A copy in which shares have the floors and ceilings that are given for each series.</summary>
    public CapabilityDensity WithBounds(Func<ScoreSeries, (double Floor, double Ceiling)> bounds)
    {
        (double Floor, double Ceiling)[] ofSeries = [.. Table.Series.Select(bounds)];
        return new(this, Array.ConvertAll(_cells, cell => !cell.Real && ofSeries[cell.Series] is var (floor, ceiling) && (floor != cell.Floor || ceiling != cell.Ceiling)
            ? cell with { Floor = floor, Ceiling = ceiling }
            : cell));
    }

    /// <summary>Squared distances of capabilities from their prior mean, summed with their weights.</summary>
    public double SquaredResiduals(double[] x)
    {
        double sum = 0;
        for (var place = 0; place < _capabilities.Length; place++)
        {
            var residual = Residual(place, x);
            sum += Weights[place] * residual * residual;
        }

        return sum;
    }

    /// <summary>What holding the mean log-discrimination at 0 takes from the prior's constant, so that it is the prior given that mean.</summary>
    public double HeldMean()
    {
        double variance = 0;
        foreach (var grouped in _grouped)
        {
            variance += grouped.MeanVariance;
        }

        return variance > 0 ? .5 * Math.Log(variance) : 0;
    }

    /// <summary>Number of labs with inflation, and its squared distances from the mean, summed.</summary>
    public (int Labs, double Sum) SquaredInflation(double[] x)
    {
        var (labs, sum) = (0, 0.0);
        foreach (var variable in _labs)
        {
            if (variable >= 0)
            {
                (labs, sum) = (labs + 1, sum + ((x[variable] - x[VendorMean]) * (x[variable] - x[VendorMean])));
            }
        }

        return (labs, sum);
    }

    /// <summary>For each series the noise and the loss of its scores.</summary>
    public List<(double Noise, double Loss)>[] Losses(double[] x)
    {
        var losses = Array.ConvertAll(Difficulty, _ => new List<(double, double)>());
        for (var c = 0; c < _cells.Length; c++)
        {
            if (Live[c])
            {
                losses[_cells[c].Series].Add((_cells[c].Noise, Terms(_cells[c], Predictor(_cells[c], x)).Loss));
            }
        }

        return losses;
    }

    /// <summary>A place to begin: capabilities and difficulties from the mean log odds of rows and columns.</summary>
    public double[] Start()
    {
        var start = new double[Structure.Size];
        var (series, models) = (new (double Sum, int Count)[Table.Series.Count], new (double Sum, int Count)[Models.Count]);
        static double Predictor(Cell cell)
        {
            if (cell.Real)
            {
                return cell.Value;
            }

            var share = Math.Clamp((cell.Value - cell.Floor) / (cell.Ceiling - cell.Floor), .02, .98);
            return Math.Log(share / (1 - share));
        }

        foreach (var cell in _cells)
        {
            series[cell.Series] = (series[cell.Series].Sum + Predictor(cell), series[cell.Series].Count + 1);
        }

        foreach (var cell in _cells)
        {
            var centred = Predictor(cell) - (series[cell.Series].Sum / series[cell.Series].Count);
            models[cell.Model] = (models[cell.Model].Sum + centred, models[cell.Model].Count + 1);
        }

        for (var place = 0; place < Models.Count; place++)
        {
            start[_capabilities[place]] = models[place].Count == 0 ? 0 : models[place].Sum / models[place].Count;
        }

        _voted.CopyTo(start.AsSpan(_strengths.Length == 0 ? 0 : _strengths[0]));
        for (var one = 0; one < series.Length; one++)
        {
            if (Difficulty[one] >= 0)
            {
                start[Difficulty[one]] = -series[one].Sum / series[one].Count;
            }
        }

        return start;
    }

    /// <summary>A place to begin: the mode of a density of almost the same scores, and what its series spend.</summary>
    public double[] Start(CapabilityDensity other, double[] mode)
    {
        var start = Start();
        if (TrendVariable >= 0 && other.TrendVariable >= 0)
        {
            start[TrendVariable] = mode[other.TrendVariable];
        }

        if (VendorMean >= 0 && other.VendorMean >= 0)
        {
            start[VendorMean] = mode[other.VendorMean];
        }

        long NumberOf(CapabilityDensity density, Cell cell) => ((long)cell.Series * Table.Models.Count) + density.Models[cell.Model];
        var known = new Dictionary<long, Cell>();
        foreach (var cell in other._cells)
        {
            known[NumberOf(other, cell)] = cell;
        }

        foreach (var cell in _cells)
        {
            // Where one has an interaction and the other none, the same roles stand at other places.
            if (known.TryGetValue(NumberOf(this, cell), out var same) && same.Variables.Length == cell.Variables.Length)
            {
                for (var i = 0; i < cell.Variables.Length; i++)
                {
                    start[cell.Variables[i]] = mode[same.Variables[i]];
                }
            }
        }

        other.Spent.CopyTo(Spent, 0);
        for (var one = 0; one < Spent.Length; one++)
        {
            Spent[one] = Slope[one] >= 0 ? Spent[one] : 0;
        }

        return start;
    }

    /// <summary>Takes over the variances.</summary>
    public void Set(Variances variances)
    {
        foreach (var grouped in _grouped)
        {
            grouped.Set(variances);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Value(double[] x, Variances variances)
    {
        double sum = 0;
        for (var c = 0; c < _cells.Length; c++)
        {
            if (Live[c])
            {
                var cell = _cells[c];
                var weight = Weight(cell, variances);
                sum += (.5 * Math.Log(weight)) - (weight * Terms(cell, Predictor(cell, x)).Loss);
            }
        }

        var precision = 1 / variances.Variance(Variances.Capability);
        for (var place = 0; place < _capabilities.Length; place++)
        {
            var weighted = Weights[place] * precision;
            var residual = Residual(place, x);
            sum += .5 * (Math.Log(weighted) - (weighted * residual * residual));
        }

        precision = 1 / variances.Variance(Variances.Interaction);
        foreach (var variable in _interactions)
        {
            sum += .5 * (Math.Log(precision) - (precision * x[variable] * x[variable]));
        }

        precision = 1 / variances.Variance(Variances.Vendor);
        foreach (var variable in _labs)
        {
            if (variable >= 0)
            {
                var residual = x[variable] - x[VendorMean];
                sum += .5 * (Math.Log(precision) - (precision * residual * residual));
            }
        }

        foreach (var grouped in _grouped)
        {
            sum += grouped.Value(x);
        }

        for (var i = 0; i < _fixedPrecision.Length; i++)
        {
            if (_fixedPrecision[i] > 0)
            {
                sum += .5 * (Math.Log(_fixedPrecision[i]) - (_fixedPrecision[i] * x[i] * x[i]));
            }
        }

        for (var one = 0; one < Spent.Length; one++)
        {
            sum -= Spent[one] > 0 ? .5 * Spent[one] * Math.Exp(2 * x[Slope[one]]) : 0;
        }

        for (var i = 0; i < _strengths.Length; i++)
        {
            sum += .5 * (_voted[i] - x[_strengths[i]]) * Pull(i, x);
        }

        var unit = SymmetricMatrix.Dot(_unit, x.AsSpan(0, _unit.Length));
        return sum + HeldMean() - (.5 * UnitPrecision * unit * unit);
    }

    /// <summary>Writes the gradient and minus the second derivatives.</summary>
    /// <param name="exact">Whether the curvature of the predictor itself is kept. Without, the matrix is positive definite everywhere.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Derivatives(double[] x, Variances variances, double[] gradient, double[] matrix, bool exact)
    {
        Array.Clear(gradient);
        Array.Clear(matrix);
        Span<double> by = stackalloc double[5];
        for (var c = 0; c < _cells.Length; c++)
        {
            if (!Live[c])
            {
                continue;
            }

            var cell = _cells[c];
            var weight = Weight(cell, variances);
            var predictor = Predictor(cell, x);
            var terms = Terms(cell, predictor, loss: false);
            var (score, information) = (weight * terms.Score, weight * terms.Information);
            var variables = cell.Variables;
            Gradient(cell, x, predictor, by);
            var place = 0;
            for (var i = 0; i < variables.Length; i++)
            {
                gradient[variables[i]] += score * by[i];
                var scaled = information * by[i];
                for (var j = 0; j <= i; j++)
                {
                    matrix[cell.Places[place++]] += scaled * by[j];
                }
            }

            if (exact)
            {
                // Not so its part that is a strength by votes.
                // The predictor is exp(log-discrimination) times a sum: deriving it by the log-discrimination leaves it as it is.
                var last = cell.Places.Length - variables.Length;
                for (var j = 0; j < variables.Length; j++)
                {
                    matrix[cell.Places[last + j]] -= cell.Voted && j == variables.Length - 3 ? 0 : score * by[j];
                }
            }
        }

        var precision = 1 / variances.Variance(Variances.Capability);
        for (var place = 0; place < _capabilities.Length; place++)
        {
            var weighted = Weights[place] * precision;
            var residual = Residual(place, x);
            gradient[_capabilities[place]] -= weighted * residual;
            matrix[_capabilityPlaces[place][0]] += weighted;
            if (TrendVariable >= 0)
            {
                gradient[TrendVariable] += weighted * residual * _years[place];
                matrix[_capabilityPlaces[place][1]] -= weighted * _years[place];
                matrix[Structure.Place(TrendVariable, TrendVariable)] += weighted * _years[place] * _years[place];
            }
        }

        precision = 1 / variances.Variance(Variances.Interaction);
        foreach (var variable in _interactions)
        {
            gradient[variable] -= precision * x[variable];
            matrix[Structure.Place(variable, variable)] += precision;
        }

        precision = 1 / variances.Variance(Variances.Vendor);
        foreach (var variable in _labs)
        {
            if (variable >= 0)
            {
                var residual = x[variable] - x[VendorMean];
                gradient[variable] -= precision * residual;
                gradient[VendorMean] += precision * residual;
                matrix[Structure.Place(variable, variable)] += precision;
                matrix[Structure.Place(VendorMean, VendorMean)] += precision;
                matrix[Structure.Place(variable, VendorMean)] -= precision;
            }
        }

        foreach (var grouped in _grouped)
        {
            for (var i = 0; i < grouped.Size; i++)
            {
                for (var j = 0; j < grouped.Size; j++)
                {
                    var entry = grouped.Precision[(i * grouped.Size) + j];
                    gradient[grouped.Variables[i]] -= entry * x[grouped.Variables[j]];
                    if (j <= i)
                    {
                        matrix[Structure.Place(grouped.Variables[i], grouped.Variables[j])] += entry;
                    }
                }
            }
        }

        for (var i = 0; i < _fixedPrecision.Length; i++)
        {
            if (_fixedPrecision[i] > 0)
            {
                gradient[i] -= _fixedPrecision[i] * x[i];
                matrix[Structure.Place(i, i)] += _fixedPrecision[i];
            }
        }

        for (var i = 0; i < _strengths.Length; i++)
        {
            gradient[_strengths[i]] -= Pull(i, x);
            for (var j = 0; j <= i; j++)
            {
                matrix[Structure.Place(_strengths[i], _strengths[j])] += _information[(i * _strengths.Length) + j];
            }
        }

        for (var one = 0; one < Spent.Length; one++)
        {
            if (Spent[one] > 0)
            {
                var spent = Spent[one] * Math.Exp(2 * x[Slope[one]]);
                gradient[Slope[one]] -= spent;
                matrix[Structure.Place(Slope[one], Slope[one])] += 2 * spent;
            }
        }

        var unit = SymmetricMatrix.Dot(_unit, x.AsSpan(0, _unit.Length));
        for (var i = 0; i < _unit.Length; i++)
        {
            if (_unit[i] != 0)
            {
                gradient[i] -= UnitPrecision * unit * _unit[i];
                var row = Structure.Place(i, 0);
                for (var j = 0; j <= i; j++)
                {
                    matrix[row + j] += UnitPrecision * _unit[i] * _unit[j];
                }
            }
        }
    }

    /// <summary>Holds the discriminations where they are, in a matrix of second derivatives.</summary>
    public void HoldSlopes(double[] matrix)
    {
        foreach (var variable in Slope)
        {
            if (variable >= 0)
            {
                matrix[Structure.Place(variable, variable)] += 1e12;
            }
        }
    }

    /// <summary>Distance of a capability from its prior mean.</summary>
    public double Residual(int place, double[] x) =>
        x[_capabilities[place]] - (TrendVariable >= 0 ? _years[place] * x[TrendVariable] : 0);

    /// <summary>One over the variance that a cell adds to each unit of its loss.</summary>
    public static double Weight(Cell cell, Variances variances) => 1 / (cell.Noise + Math.Exp(variances.LogDispersion[cell.Series]));

    /// <summary>What a score is expected to be; for votes how far that is above the strength.</summary>
    public static double Predictor(Cell cell, double[] x)
    {
        var variables = cell.Variables;
        double sum = 0;
        for (var i = 0; i < variables.Length - (cell.Voted ? 3 : 2); i++)
        {
            sum += x[variables[i]];
        }

        return (Math.Exp(x[variables[^1]]) * (sum - x[variables[^2]])) - (cell.Voted ? x[variables[^3]] : 0);
    }

    /// <summary>Writes the derivatives of the predictor by the variables of the cell.</summary>
    public static void Gradient(Cell cell, double[] x, double predictor, Span<double> by)
    {
        var count = cell.Variables.Length;
        var slope = Math.Exp(x[cell.Variables[count - 1]]);
        by[..(count - 2)].Fill(slope);
        by[count - 2] = -slope;
        by[count - 1] = predictor;
        if (cell.Voted)
        {
            by[count - 3] = -1;
            by[count - 1] += x[cell.Variables[count - 3]];
        }
    }

    public static CellTerms Terms(Cell cell, double predictor, bool loss = true) => cell.Real
        ? CellTerms.OfReal(cell.Voted ? 0 : cell.Value, predictor)
        : CellTerms.OfProportion(cell.Value, predictor, cell.Floor, cell.Ceiling, loss);

    private static double[] YearsOf(ScoreTable table, IReadOnlyList<int> models)
    {
        double?[] days = [.. models.Select(model => table.Models[model].Released is { } range ? (range.First + (double)range.Last) / 2 : (double?)null)];
        var mean = days.Average() ?? 0;
        return [.. days.Select(day => ((day ?? mean) - mean) / DaysPerYear)];
    }

    // What the votes pull a strength back with.
    private double Pull(int i, double[] x)
    {
        double pull = 0;
        for (var j = 0; j < _strengths.Length; j++)
        {
            pull += _information[(i * _strengths.Length) + j] * (x[_strengths[j]] - _voted[j]);
        }

        return pull;
    }

    // In the unit of the cells.
    private static double[] Information(ScoreTable table, ScoreCell[] votes)
    {
        if (votes.Length == 0)
        {
            return [];
        }

        var unit = ScoreCell.Location([.. table.Votes!.Strengths]).Deviation;
        return Array.ConvertAll(table.Votes.Information, entry => entry * unit * unit);
    }

    private int Shift(Score score) => score.Runner switch
    {
        RunnerKind.Vendor => _labs[Table.Models[score.Model].Lab],
        RunnerKind.Rival => Rival,
        _ => -1,
    };

    private GroupedPrior[] Grouped(int[] series)
    {
        List<GroupedPrior> grouped = [];
        var proportions = series.Where(one => Table.Series[one].Scale == ScoreScale.Proportion).GroupBy(one => Table.Series[one].Benchmark).OrderBy(group => group.Key);
        foreach (int[] group in proportions.Select(group => group.ToArray()))
        {
            var size = group.Length;
            var (all, edition, own) = (new double[size * size], new double[size * size], new double[size * size]);
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                {
                    all[(i * size) + j] = 1;
                    edition[(i * size) + j] = Table.Series[group[i]].Edition == Table.Series[group[j]].Edition ? 1 : 0;
                    own[(i * size) + j] = i == j ? 1 : 0;
                }
            }

            grouped.Add(new GroupedPrior([.. group.Select(one => Difficulty[one])], [-1, Variances.Edition, Variances.Run], WideDifficulty * WideDifficulty, [all, edition, own]));
            grouped.Add(new GroupedPrior([.. group.Select(one => Slope[one])], [Variances.BenchmarkSlope, Variances.SeriesSlope], 0, [all, own], [.. group.Select(one => _unit[Slope[one]])]));
        }

        return [.. grouped];
    }

    // What a capability of 1 is, the scores do not say: twice the capabilities with half the discriminations expect the same scores. The mean of the
    // log-discriminations of proportions is held at 0, each weighing by its scores; a prior alone would not do, because the mode, unlike the mean, runs away
    // along this direction. With real scores only, theirs takes its place.
    private double[] Unit()
    {
        var unit = new double[Structure.Core];
        var real = Array.TrueForAll(_cells, cell => cell.Real);
        foreach (var cell in _cells.Where(cell => cell.Real == real))
        {
            unit[Slope[cell.Series]]++;
        }

        var sum = unit.Sum();
        return Array.ConvertAll(unit, weight => weight / sum);
    }

    private double[] FixedPrecision(int[] series)
    {
        var precision = new double[Structure.Size];
        void Set(int variable, double deviation)
        {
            if (variable >= 0)
            {
                precision[variable] = 1 / (deviation * deviation);
            }
        }

        Set(TrendVariable, TrendDeviation);
        Set(VendorMean, VendorMeanDeviation);
        Set(Rival, RivalDeviation);
        foreach (var one in series.Where(one => Table.Series[one].Scale == ScoreScale.Real))
        {
            Set(Difficulty[one], WideRealDifficulty);
            Set(Slope[one], RealSlopeDeviation);
        }

        return precision;
    }

    /// <param name="Series">Number of its series.</param>
    /// <param name="Model">Place of its model.</param>
    /// <param name="Real">Whether it is a real score.</param>
    /// <param name="Value">See <see cref="ScoreCell"/>.</param>
    /// <param name="Noise">See <see cref="ScoreCell"/>.</param>
    /// <param name="Floor">See <see cref="ScoreSeries"/>; or as <see cref="UntoldBounds"/> takes it to be.</param>
    /// <param name="Ceiling">The same.</param>
    /// <param name="Voted">Whether it is a strength by votes: itself a variable, which the votes are a measurement of.</param>
    /// <param name="Variables">Those whose sum it is, then for votes the strength, the difficulty, which is subtracted, and the log-discrimination.</param>
    /// <param name="Places">Of the lower triangle over its variables.</param>
    internal sealed record Cell(
        int Series, int Model, bool Real, double Value, double Noise, double Floor, double Ceiling, bool Voted, int[] Variables, int[] Places);
}
